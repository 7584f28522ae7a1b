{{%AUTOESCAPE context="HTML"}}{{#PROBLEM}}<div class="govuk-error-summary"><div role="alert"><h2 class="govuk-error-summary__title">There is a problem</h2><div class="govuk-error-summary__body"><p class="govuk-body">{{PROBLEM}}</p></div></div></div>{{/PROBLEM}}
<h1 class="govuk-heading-l">Set up a second factor</h1>
{{#MUST}}<p class="govuk-body">Your role asks for one before you can go on.</p>{{/MUST}}
<p class="govuk-body">Scan this with an authenticator, or type the secret into it. Then enter the six digits it shows.</p>
<div class="qr">{{QR:none}}</div>
<p class="govuk-body">Secret: <span class="wb-code">{{SECRET}}</span></p>
<form method="post" action="/account/second-factor" novalidate><input type="hidden" name="csrf" value="{{CSRF}}"><div class="govuk-form-group"><label class="govuk-label" for="code">Six digits</label><input class="govuk-input govuk-input--width-10" id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code"></div>
<button class="govuk-button" type="submit">Set it up</button></form>
