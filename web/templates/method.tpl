{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
<p class="lead">{{LEAD}}</p>
<div class="prose">{{TEXT:none}}</div>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">In formulas, with sources</span></summary><div class="govuk-details__text prose">{{FORMULAS:none}}</div></details>
<p><a href="/about/methods/">How verdicts are made, and every method</a></p>
