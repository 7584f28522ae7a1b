{{%AUTOESCAPE context="HTML"}}<h1 class="govuk-heading-l">Keep these recovery codes</h1>
<p class="govuk-body">Each lets you in once without your authenticator. They are shown this one time: print them, or keep them in a password manager.</p>
<ul class="govuk-list">{{#CODE}}<li class="wb-code">{{TEXT}}</li>
{{/CODE}}</ul>
<p class="govuk-body"><a class="govuk-link" href="/">I have kept them</a></p>
