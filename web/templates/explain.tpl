{{%AUTOESCAPE context="HTML"}}<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Explain this figure</span></summary><div class="govuk-details__text" id="explain"><p>{{DESCRIPTION}} {{BETTER}}</p>
{{#LATEST}}<p>{{PERIOD}}: {{VALUE}}{{#PARTS}}, which is {{NUMERATOR}} of {{DENOMINATOR}}{{/PARTS}}.</p>{{/LATEST}}
{{#RULE}}<p>{{#NAMED}}What decided: {{RULE}}{{#SINCE}}, from {{MONTH}}{{/SINCE}}. {{/NAMED}}The strongest signal measured {{STATISTIC}}; to count it must pass {{THRESHOLD}}. <a href="/about/methods/">How verdicts are made</a></p>{{/RULE}}
{{#WHY}}<p>{{WHY}}</p>{{/WHY}}
{{#BREAK}}<p>Counted differently from {{MONTH}}: {{REASON}}</p>{{/BREAK}}
<p><a href="{{DEFINITION}}">Definition, query and source files</a></p>
<p>To trace it to the rows of the files: <code>{{COMMAND}}</code></p></div></details>
