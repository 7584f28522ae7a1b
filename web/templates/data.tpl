{{%AUTOESCAPE context="HTML"}}<h1>Data</h1>
<p class="lead">Every figure on these pages, to download. Nothing here is typed: each number is the answer to a declared question over the source files.</p>
<h2>Everything at once</h2>
<ul><li><a href="/data/points.parquet">All points of {{COUNT}} (Parquet)</a></li><li><a href="/data/rejects.csv">Rows that were refused, and why (CSV)</a></li><li><a href="/data/verdicts.csv">All verdicts (CSV)</a></li><li><a href="/data/sources.csv">Source files (CSV)</a></li><li><a href="/data/checks.csv">Findings of the checks (CSV)</a></li><li><a href="/data/revisions.csv">Figures that changed since the release before (CSV)</a></li><li><a href="/api/v1/index.json">JSON interface: the index</a></li><li><a href="/api/v1/schema.json">JSON interface: the schema</a></li></ul>
<h2>By measure</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Downloads by measure"><table class="plain"><caption>Downloads by measure</caption><thead><tr><th scope="col">Measure<th scope="col">CSV<th scope="col">Schema<th scope="col">JSON<tbody>
{{#MEASURE}}<tr><th scope="row"><a href="{{ADDRESS}}">{{NAME}}</a><td><a href="{{CSV}}">{{ID}}.csv</a><td><a href="{{CSVW}}">CSVW</a><td><a href="{{JSON}}">JSON</a>
{{/MEASURE}}</table></div>
{{#PRIORITIES}}<h2>Local priorities</h2>
<p><a href="/data/priorities.csv">priorities.csv</a>: who chose what, agreed by whom, and every change. <a href="/data/priorities-evidence.csv">priorities-evidence.csv</a>: the evidence pack of every place. Both as JSON: <a href="/api/v1/priorities.json">priorities.json</a></p>
{{/PRIORITIES}}{{#IMPACT}}<h2>Impact assessments</h2>
<p><a href="/data/impact.csv">impact.csv</a>: <a href="/impact/">every judgement</a> with the figures that speak to it. <a href="/data/impact-calls.csv">impact-calls.csv</a>: what owners are called to. All of it as JSON: <a href="/api/v1/impact.json">impact.json</a></p>
{{/IMPACT}}{{#CLAIMS}}<h2>What was stated in print</h2>
<p><a href="/data/claims.csv">claims.csv</a>: <a href="/claims/">every claim on the register</a>, with its source and what it counts. <a href="/data/claims-findings.csv">claims-findings.csv</a>: what comparing them found. Both as JSON: <a href="/api/v1/claims.json">claims.json</a></p>
{{/CLAIMS}}{{#REGISTERS}}<h2>The record</h2>
<ul>{{#REGISTER}}<li><a href="{{ADDRESS}}">{{NAME}}</a>: <a href="{{CSV}}">records as CSV</a> (<a href="{{CSVW}}">columns</a>){{#MOVES}}, <a href="{{MOVES}}">what happened when as CSV</a>{{/MOVES}}{{#ON_TIME}}, <a href="{{ON_TIME}}">on time by month as CSV</a>{{/ON_TIME}}, <a href="{{JSON}}">all of it as JSON</a></li>
{{/REGISTER}}</ul>
{{/REGISTERS}}{{#EVALUATIONS}}<h2>Evaluations</h2>
<ul>{{#EVALUATION}}<li><a href="{{ADDRESS}}">{{NAME}}</a>: <a href="{{CSV}}">{{ID}}.csv</a>, <a href="{{JSON}}">{{ID}}.json</a></li>{{/EVALUATION}}</ul>
{{/EVALUATIONS}}<h2>Reading the files</h2>
<p>A row is one figure: measure, area, period and group, with numerator, denominator, value and 95% interval.</p>
<dl class="dl"><div><dt>Empty value, flag <code>missing</code></dt><dd>There is no data for the period.</dd></div><div><dt>Empty value, flag <code>suppressed</code></dt><dd>Withheld to protect people, or because it would give away another withheld figure.</dd></div><div><dt>0 and no flag</dt><dd>Counted, and there were none.</dd></div><div><dt>Flag <code>provisional</code> or <code>revised</code></dt><dd>It may change; it has changed since the release before.</dd></div></dl>
<p>Addresses never change. A correction is a new release, with a list of the figures it changed.</p>
