{{%AUTOESCAPE context="HTML"}}<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">The answer is kept</h1></div>
<p class="govuk-body">It stands in checks/explained.toml of the workspace and counts from the next build on.</p>
<p class="govuk-body"><a class="govuk-link" href="/releases/{{RELEASE}}/">Back to release {{RELEASE}}</a></p>
