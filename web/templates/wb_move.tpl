{{%AUTOESCAPE context="HTML"}}<a class="govuk-back-link" href="{{BACK}}">Back to the record</a>
{{>ERRORS}}
<span class="govuk-caption-l">{{RECORD}}</span>
<h1 class="govuk-heading-l">{{HEADING}}</h1>
<p>From “{{FROM}}” to “{{TO}}”.{{#TO_ABOUT}} {{TO_ABOUT}}{{/TO_ABOUT}}</p>
<form method="post" action="{{ACTION}}" enctype="multipart/form-data" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="version" value="{{VERSION}}">
<button class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">{{HEADING}}</button>
{{#GROUP}}{{#GROUP_NAME}}<h2 class="govuk-heading-m">{{GROUP_NAME}}</h2>{{/GROUP_NAME}}
{{>FIELD}}
{{/GROUP}}
<div class="govuk-form-group{{NOTE_STYLE}}"><label class="govuk-label govuk-label--s" for="f--note">Why, or what was done{{OPTIONAL}}</label>{{#NOTE_BAD}}<p class="govuk-error-message" id="note-error"><span class="govuk-visually-hidden">Error:</span> {{MESSAGE}}</p>{{/NOTE_BAD}}<textarea class="govuk-textarea" id="f--note" name="note" rows="4"{{#NOTE_BAD}} aria-describedby="note-error"{{/NOTE_BAD}}>
{{NOTE:p}}</textarea></div>
<div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="source">Where that can be read (optional)</label><div class="govuk-hint" id="source-hint">For example, minutes, a report, an address on the web</div><input class="govuk-input" id="source" name="source" type="text" value="{{SOURCE}}" aria-describedby="source-hint"></div>
<div class="govuk-button-group"><button class="govuk-button">{{HEADING}}</button> <a class="govuk-link" href="{{BACK}}">Cancel</a></div>
</form>
