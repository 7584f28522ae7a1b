{{%AUTOESCAPE context="HTML"}}<div class="govuk-error-summary" tabindex="-1"><div role="alert"><h2 class="govuk-error-summary__title">There is a problem</h2><div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">
{{#PROBLEM}}<li>{{#LINK}}<a href="{{ADDRESS}}">{{MESSAGE}}</a>{{/LINK}}{{#PLAIN}}{{MESSAGE}}{{/PLAIN}}</li>
{{/PROBLEM}}</ul></div></div></div>
