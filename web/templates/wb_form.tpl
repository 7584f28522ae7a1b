{{%AUTOESCAPE context="HTML"}}<a class="govuk-back-link" href="{{BACK}}">{{BACK_NAME}}</a>
{{>ERRORS}}
<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#ABOUT}}<p>{{ABOUT}}</p>{{/ABOUT}}
<form method="post" action="{{ACTION}}" enctype="multipart/form-data" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE:p}}">{{/HIDDEN}}
<button class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">{{BUTTON}}</button>
{{#GROUP}}{{#GROUP_NAME}}<h2 class="govuk-heading-m">{{GROUP_NAME}}</h2>{{/GROUP_NAME}}
{{>FIELD}}
{{/GROUP}}
{{#REASON}}<div class="govuk-form-group{{#BAD}} govuk-form-group--error{{/BAD}}"><label class="govuk-label govuk-label--s" for="f--reason">Why do you change it?</label><div class="govuk-hint" id="reason-hint">Kept with the record's history</div>{{#BAD}}<p class="govuk-error-message" id="reason-error"><span class="govuk-visually-hidden">Error:</span> {{MESSAGE}}</p>{{/BAD}}<input class="govuk-input" id="f--reason" name="reason" type="text" value="{{VALUE}}" aria-describedby="reason-hint{{#BAD}} reason-error{{/BAD}}"></div>{{/REASON}}
<div class="govuk-button-group"><button class="govuk-button">{{BUTTON}}</button> <a class="govuk-link" href="{{BACK}}">Cancel</a></div>
</form>
