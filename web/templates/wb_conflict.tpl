{{%AUTOESCAPE context="HTML"}}<a class="govuk-back-link" href="{{BACK}}">{{BACK_NAME}}</a>
<h1 class="govuk-heading-l">Somebody changed this {{SINGULAR}} while you were writing</h1>
<p class="govuk-body-l">{{WHO}} saved a change on {{WHEN}}. Nothing you wrote is lost, and nothing is saved yet. Say which to keep.</p>
<form method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE:p}}">{{/HIDDEN}}
{{#DIFFERENCE}}<fieldset class="govuk-fieldset wb-difference"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{{LABEL}}</legend>
<div class="govuk-radios"><div class="govuk-radios__item"><input class="govuk-radios__input" type="radio" id="mine-{{FIELD}}" name="pick.{{FIELD}}" value="mine" checked><label class="govuk-label govuk-radios__label" for="mine-{{FIELD}}"><strong>Keep yours:</strong> <span class="wb-text">{{MINE:p}}</span></label></div>
<div class="govuk-radios__item"><input class="govuk-radios__input" type="radio" id="theirs-{{FIELD}}" name="pick.{{FIELD}}" value="theirs"><label class="govuk-label govuk-radios__label" for="theirs-{{FIELD}}"><strong>Take theirs:</strong> <span class="wb-text">{{THEIRS:p}}</span></label></div></div></fieldset>
{{/DIFFERENCE}}
{{#SINCE}}<h2 class="govuk-heading-m">Also changed since, and kept as it is</h2>
<dl class="govuk-summary-list">{{#OTHER}}<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{LABEL}}</dt><dd class="govuk-summary-list__value">{{THEIRS}}</dd></div>{{/OTHER}}</dl>{{/SINCE}}
<div class="govuk-button-group"><button class="govuk-button">Save</button> <button class="govuk-button govuk-button--secondary" name="step" value="back">Go on writing</button> <a class="govuk-link" href="{{BACK}}">Leave it as they have it</a></div>
</form>
