{{%AUTOESCAPE context="HTML"}}<h1 class="govuk-heading-l">You are signed out</h1>
<p class="govuk-body">Your session had ended, so nothing was saved. What you had typed is below: copy it, sign in, and paste it.</p>
<p class="govuk-body"><a class="govuk-link" href="/sign-in?to={{TO}}">Sign in</a></p>
<dl class="govuk-summary-list">{{#TYPED}}<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{NAME}}</dt><dd class="govuk-summary-list__value">{{VALUE}}</dd></div>
{{/TYPED}}</dl>
