{{%AUTOESCAPE context="HTML"}}{{#PROBLEM}}<div class="govuk-error-summary"><div role="alert"><h2 class="govuk-error-summary__title">There is a problem</h2><div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list"><li><a href="#name">{{PROBLEM}}</a></li></ul></div></div></div>{{/PROBLEM}}
<h1 class="govuk-heading-l">Sign in</h1>
{{#OUTSIDE}}<p class="govuk-body"><a class="govuk-button" role="button" href="/sign-in/outside">Sign in with your organisation's account</a></p><h2 class="govuk-heading-m">Or with a password</h2>{{/OUTSIDE}}
<form method="post" action="/sign-in" novalidate><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="to" value="{{TO}}">
<div class="govuk-form-group"><label class="govuk-label" for="name">Account name</label><input class="govuk-input govuk-input--width-20" id="name" name="name" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" value="{{NAME}}"></div>
<div class="govuk-form-group"><label class="govuk-label" for="password">Password</label><input class="govuk-input govuk-input--width-20" id="password" name="password" type="password" autocomplete="current-password"></div>
<button class="govuk-button" type="submit">Sign in</button></form>
<p class="govuk-body">If you have no account or forgot your password, ask your administrator.</p>
