{{%AUTOESCAPE context="HTML"}}<a class="govuk-back-link" href="{{BACK}}">Back to the record</a>
<h1 class="govuk-heading-l">History of {{TITLE}}</h1>
{{#THEN}}<div class="govuk-inset-text">As it stood after event {{NUMBER}}, on {{WHEN}}: <strong>{{STATE}}</strong>. <a href="{{HISTORY}}">Back to its whole history</a></div>
<h2 class="govuk-heading-m">What it said</h2>
{{>SUMMARY}}{{/THEN}}
{{#ALL}}<h2 class="govuk-heading-m">Every change, newest first</h2>{{/ALL}}
{{>TIMELINE}}
