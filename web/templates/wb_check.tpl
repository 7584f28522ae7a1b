{{%AUTOESCAPE context="HTML"}}<a class="govuk-back-link" href="{{BACK}}">{{BACK_NAME}}</a>
{{>ERRORS}}
<h1 class="govuk-heading-l">Check before you save this {{SINGULAR}}</h1>
<form method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE:p}}">{{/HIDDEN}}
<h2 class="govuk-heading-m">What you have entered</h2>
{{>SUMMARY}}
{{#EMPTY}}<p>Left empty: {{EMPTY}}.</p>{{/EMPTY}}
<div class="govuk-button-group"><button class="govuk-button" name="step" value="save">Save {{SINGULAR}}</button> <button class="govuk-button govuk-button--secondary" name="step" value="back">Change answers</button></div>
</form>
