{{%AUTOESCAPE context="HTML"}}<h1 class="govuk-heading-l">Search all registers</h1>
<form method="get" action="/search/" role="search" aria-label="All registers"><div class="govuk-form-group"><label class="govuk-label" for="search-words">Words, all of which must be there</label><input class="govuk-input" id="search-words" name="words" type="search" value="{{WORDS}}"></div><button class="govuk-button">Search</button></form>
{{#NONE}}<p>Nothing that you may read has all of these words.</p>{{/NONE}}
{{#REGISTER}}<h2 class="govuk-heading-m">{{TITLE}} ({{COUNT}})</h2>
<ul class="wb-items">{{#FOUND}}<li><a href="{{ADDRESS}}">{{NAME}}</a> <strong class="govuk-tag govuk-tag--{{COLOUR}}">{{STATE}}</strong></li>
{{/FOUND}}</ul>{{#ALL}}<p><a href="{{ADDRESS}}">All {{COUNT}} in {{TITLE}}</a></p>{{/ALL}}
{{/REGISTER}}
