{{%AUTOESCAPE context="HTML"}}<a class="govuk-back-link" href="/">Back to my work</a>
<h1 class="govuk-heading-l">Due in {{MONTH_WORDS}}</h1>
<form class="wb-filters" method="get" action="/due/" role="search" aria-label="What is due">
<div class="govuk-form-group"><label class="govuk-label" for="due-month">Month</label><div class="govuk-hint" id="due-month-hint">For example, 2017-07</div><input class="govuk-input govuk-input--width-10" id="due-month" name="month" type="text" value="{{MONTH}}" aria-describedby="due-month-hint"></div>
<div class="govuk-form-group"><label class="govuk-label" for="due-register">Register</label><select class="govuk-select" id="due-register" name="register"><option value="">All</option>{{#REGISTER}}<option value="{{ID}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TITLE}}</option>{{/REGISTER}}</select></div>
<div class="govuk-form-group"><label class="govuk-label" for="due-who">Who is to act</label><div class="govuk-hint" id="due-who-hint">A name or a post as records have it; “me” for what is yours</div><input class="govuk-input" id="due-who" name="who" type="text" value="{{WHO}}" aria-describedby="due-who-hint"></div>
<button class="govuk-button govuk-button--secondary">Show</button></form>
<p><a href="{{BEFORE}}" rel="prev">{{BEFORE_WORDS}}</a> <a href="{{AFTER}}" rel="next">{{AFTER_WORDS}}</a></p>
{{#NONE}}<p>Nothing is due in this month.</p>{{/NONE}}
{{#GRID}}<div class="scroll" tabindex="0" role="region" aria-label="{{CAPTION}}"><table class="govuk-table wb-month"><caption class="govuk-table__caption govuk-table__caption--m">{{CAPTION}}</caption><thead><tr><th scope="col">Monday</th><th scope="col">Tuesday</th><th scope="col">Wednesday</th><th scope="col">Thursday</th><th scope="col">Friday</th><th scope="col">Saturday</th><th scope="col">Sunday</th></tr></thead><tbody>
{{#WEEK}}<tr>{{#DAY}}<td>{{#IN_MONTH}}<time datetime="{{DATE}}"{{#TODAY}} class="wb-today" aria-current="date"{{/TODAY}}>{{N}}</time>{{#DUE}}<a href="{{ADDRESS}}">{{TITLE}}</a>{{/DUE}}{{#MORE}}<span>and {{N}} more</span>{{/MORE}}{{/IN_MONTH}}</td>{{/DAY}}</tr>
{{/WEEK}}</tbody></table></div>{{/GRID}}
{{#LIST}}<h2 class="govuk-heading-m">Week of {{MONDAY}}</h2>
<ul class="wb-items">{{#ITEM}}<li><a href="{{ADDRESS}}">{{TITLE}}</a> <strong class="govuk-tag govuk-tag--{{COLOUR}}">{{DUE}}</strong> <span class="wb-quiet">{{RULE}} by {{DAY}}; {{REGISTER}}{{#WHO}}; {{WHO}}{{/WHO}}</span></li>
{{/ITEM}}</ul>
{{/LIST}}
<p><a href="{{CALENDAR}}">For your calendar (iCalendar file)</a></p>
