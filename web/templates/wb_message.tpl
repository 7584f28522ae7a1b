{{%AUTOESCAPE context="HTML"}}<h1 class="govuk-heading-l">{{HEADING}}</h1>
<p class="govuk-body">{{MESSAGE}}</p>
{{#ADVICE}}<p class="govuk-body">{{ADVICE}}</p>{{/ADVICE}}
<p class="govuk-body"><a class="govuk-link" href="/">My work</a></p>
