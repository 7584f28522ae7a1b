{{%AUTOESCAPE context="HTML"}}<h1 class="govuk-heading-l">Your account</h1>
<dl class="govuk-summary-list"><div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Name</dt><dd class="govuk-summary-list__value">{{NAME}} ({{ID}})</dd></div><div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Post</dt><dd class="govuk-summary-list__value">{{POST}}</dd></div><div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Roles</dt><dd class="govuk-summary-list__value">{{ROLES}}</dd></div><div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Areas</dt><dd class="govuk-summary-list__value">{{AREAS}}</dd></div><div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Second factor</dt><dd class="govuk-summary-list__value">{{FACTOR}} <a class="govuk-link" href="/account/second-factor">Set it up<span class="govuk-visually-hidden"> anew</span></a></dd></div></dl>
{{#INSIDE}}<p class="govuk-body"><a class="govuk-link" href="/account/password">Change your password</a></p>{{/INSIDE}}
<form method="post" action="/account/sign-out-everywhere"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="govuk-button govuk-button--secondary" type="submit">Sign out on every device</button></form>
<h2 class="govuk-heading-m">Where it was used</h2>
{{#NO_SIGN_INS}}<p class="govuk-body">Not used yet.</p>{{/NO_SIGN_INS}}
<ul class="wb-items">{{#SIGN_IN}}<li>{{WHEN}}: {{WHAT}} <span class="wb-quiet">from {{ADDRESS}}</span></li>
{{/SIGN_IN}}</ul>
