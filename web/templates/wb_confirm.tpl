{{%AUTOESCAPE context="HTML"}}{{#PROBLEM}}<div class="govuk-error-summary"><div role="alert"><h2 class="govuk-error-summary__title">There is a problem</h2><div class="govuk-error-summary__body"><p class="govuk-body">{{PROBLEM}}</p></div></div></div>{{/PROBLEM}}
<h1 class="govuk-heading-l">Your password once more</h1>
<p class="govuk-body">Before a second factor is set up, we ask again that it is you.</p>
<form method="post" action="/account/confirm" novalidate><input type="hidden" name="csrf" value="{{CSRF}}"><div class="govuk-form-group"><label class="govuk-label" for="password">Password</label><input class="govuk-input govuk-input--width-20" id="password" name="password" type="password" autocomplete="current-password"></div>
<button class="govuk-button" type="submit">Go on</button></form>
