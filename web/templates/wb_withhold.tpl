{{%AUTOESCAPE context="HTML"}}<a class="govuk-back-link" href="{{BACK}}">Back to the record</a>
{{>ERRORS}}
<span class="govuk-caption-l">{{RECORD}}</span>
<h1 class="govuk-heading-l">Withhold from the public</h1>
<p>Write a reason beside what must not be published. The reason is published in its place. An empty reason lets it be seen.</p>
{{#NOTHING}}<p>There is no published field that you may decide on.</p>{{/NOTHING}}
<form method="post" action="{{ACTION}}">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="version" value="{{VERSION}}">
{{#ONE}}<div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="f-{{FIELD}}">Reason to withhold: {{LABEL}}</label><div class="govuk-hint" id="hint-{{FIELD}}">It says: {{WORDS}}</div><input class="govuk-input" id="f-{{FIELD}}" name="w.{{FIELD}}" type="text" value="{{REASON}}" aria-describedby="hint-{{FIELD}}"></div>
{{/ONE}}<div class="govuk-button-group"><button class="govuk-button">Save</button> <a class="govuk-link" href="{{BACK}}">Cancel</a></div>
</form>
