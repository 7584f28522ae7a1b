{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
<p class="lead">{{QUESTION}}</p>
<p><span class="v v-{{SYMBOL}}">{{WORDS}}</span></p>
<p><strong>{{CONCLUSION}}</strong></p>
{{#RESTS}}<p class="sub">How sure: {{RESTS}}.</p>{{/RESTS}}
{{>HELP}}
<h2>What was done</h2>
<div class="prose">{{DONE:none}}</div>
<dl class="dl">{{#FACT}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>
{{/FACT}}</dl>
<h2>What happened</h2>
{{#DRAWING}}{{>FIGURE}}
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Table of every value</span></summary><div class="scroll" tabindex="0" role="region" aria-label="Table of every value"><table class="points" id="evaluation-table"><caption>What happened, and what is expected without what was done</caption><thead><tr><th scope="col">Period<th scope="col">Phase<th scope="col">Where it was done<th scope="col">Expected without it{{#COMPARED}}<th scope="col">Other areas{{/COMPARED}}<tbody>
{{#ROW}}<tr><th scope="row">{{P}}<td>{{PHASE}}<td>{{V}}<td>{{E}}
{{/ROW}}{{#COMPARED_ROW}}<tr><th scope="row">{{P}}<td>{{PHASE}}<td>{{V}}<td>{{E}}<td>{{C}}
{{/COMPARED_ROW}}</table></div></details>
{{/DRAWING}}
{{#DETAILS}}<h3>{{TITLE}}</h3>
<div class="scroll" tabindex="0" role="region" aria-label="{{TITLE}}"><table class="plain"><caption>{{TITLE}}</caption><thead><tr><th scope="col">Part<th scope="col">Estimate<th scope="col">95% interval<th scope="col">p<tbody>
{{#ROW}}<tr><th scope="row">{{NAME}}<td>{{EFFECT}}<td>{{LIMITS}}<td>{{PV}}
{{/ROW}}</table></div>
{{/DETAILS}}
<h2>What this rests on</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Assumptions"><table class="plain"><caption>Assumptions, and how they look in the data</caption><thead><tr><th scope="col">Assumption<th scope="col">State<th scope="col">What the data say<tbody>
{{#ASSUMPTION}}<tr><th scope="row">{{NAME}}<td>{{STATE}}<td>{{SENTENCE}}
{{/ASSUMPTION}}</table></div>
{{#LIMITS}}<h2>Limits</h2>
<div class="prose">{{HTML:none}}</div>
{{/LIMITS}}
<p>How it is worked out: <a href="{{METHOD}}">{{METHOD_NAME}}</a>. Download: <a href="{{CSV}}">CSV</a>, <a href="{{JSON}}">JSON</a>.</p>
