{{%AUTOESCAPE context="HTML"}}{{#PROBLEM}}<div class="govuk-error-summary"><div role="alert"><h2 class="govuk-error-summary__title">There is a problem</h2><div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list"><li><a href="#code">{{PROBLEM}}</a></li></ul></div></div></div>{{/PROBLEM}}
<h1 class="govuk-heading-l">Enter your code</h1>
<form method="post" action="/sign-in/code" novalidate><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="govuk-form-group"><label class="govuk-label" for="code">Six digits from your authenticator, or a recovery code</label><input class="govuk-input govuk-input--width-10" id="code" name="code" type="text" inputmode="text" autocomplete="one-time-code"></div>
<button class="govuk-button" type="submit">Go on</button></form>
