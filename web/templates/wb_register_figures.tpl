{{%AUTOESCAPE context="HTML"}}<a class="govuk-back-link" href="{{BACK}}">Back to the list</a>
<h1 class="govuk-heading-l">Figures: {{TITLE}}</h1>
{{#NONE}}<p>This register keeps no times and no scores.</p>{{/NONE}}
{{>FIGURES}}
