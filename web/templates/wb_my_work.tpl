{{%AUTOESCAPE context="HTML"}}<h1 class="govuk-heading-l">My work</h1>
<ul class="wb-tracker" aria-label="In short"><li><a href="#late"><strong>{{LATE_COUNT}}</strong> Overdue</a></li><li><a href="#next"><strong>{{DUE_COUNT}}</strong> Due in 14 days</a></li><li><a href="#waiting"><strong>{{WAITING_COUNT}}</strong> Waiting for me</a></li><li><a href="#changed"><strong>{{CHANGE_COUNT}}</strong> Changed</a></li></ul>
{{#LATE}}<h2 class="govuk-heading-m" id="late">Overdue</h2>
{{#NONE}}<p>Nothing of yours is overdue.</p>{{/NONE}}
<ul class="wb-items">{{#ITEM}}<li><a href="{{ADDRESS}}">{{TITLE}}</a> <strong class="govuk-tag govuk-tag--{{COLOUR}}">{{DUE}}</strong> <span class="wb-quiet">{{RULE}} by {{DAY}}; {{REGISTER}}{{#WHO}}; {{WHO}}{{/WHO}}</span></li>
{{/ITEM}}</ul>{{/LATE}}
{{#NEXT}}<h2 class="govuk-heading-m" id="next">Due in the next 14 days</h2>
{{#NONE}}<p>Nothing of yours is due in the next 14 days.</p>{{/NONE}}
<ul class="wb-items">{{#ITEM}}<li><a href="{{ADDRESS}}">{{TITLE}}</a> <strong class="govuk-tag govuk-tag--{{COLOUR}}">{{DUE}}</strong> <span class="wb-quiet">{{RULE}} by {{DAY}}; {{REGISTER}}{{#WHO}}; {{WHO}}{{/WHO}}</span></li>
{{/ITEM}}</ul>{{/NEXT}}
<p><a href="/due/">Everything that is due</a></p>
<h2 class="govuk-heading-m" id="waiting">Waiting for me</h2>
{{#NONE_WAITING}}<p>Nothing waits for you.</p>{{/NONE_WAITING}}
<ul class="wb-items">{{#WAITING}}<li><a href="{{ADDRESS}}">{{TITLE}}</a> <strong class="govuk-tag govuk-tag--{{COLOUR}}">{{STATE}}</strong> <span class="wb-quiet">{{REGISTER}}. You can: {{MOVES}}</span></li>
{{/WAITING}}</ul>
{{#MORE_WAITING}}<p>And {{N}} more: <a href="/registers/">the registers</a> have them all, by state.</p>{{/MORE_WAITING}}
{{#CHANGED}}<h2 class="govuk-heading-m" id="changed">Changed since you looked</h2>
<ul class="wb-items">{{#CHANGE}}<li><a href="{{ADDRESS}}">{{RECORD}}</a> {{ACTION}} by {{BY}} <span class="wb-quiet">{{REGISTER}}, {{WHEN}}{{#REASON}}: {{REASON}}{{/REASON}}</span></li>
{{/CHANGE}}</ul>
{{#MARK}}<form method="post" action="/changes/"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="up_to" value="{{UP_TO}}"><button class="govuk-button govuk-button--secondary">I have seen these</button></form>{{/MARK}}{{/CHANGED}}
{{#NONE_CHANGED}}<p>Nothing has changed since you looked.</p>{{/NONE_CHANGED}}
<p><a href="/changes/">All changes</a></p>
<h2 class="govuk-heading-m">Saved views</h2>
<ul class="wb-items">{{#VIEW}}<li><a href="{{ADDRESS}}">{{NAME}}</a></li>{{/VIEW}}</ul>
<p><a href="/views/">Look after saved views</a></p>
