{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
<p class="lead">{{DESCRIPTION}}</p>
{{>HELP}}
{{#BY_GROUP}}<p>This holds groups against each other, so there is no figure of everyone together. Every place has its own groups: <a href="/areas/">find your area</a>.</p>{{/BY_GROUP}}
{{#FORCE}}{{>FIGURE}}
{{>POINTS}}
{{>ROLLING}}{{/FORCE}}
{{>COMMENTARY}}
{{#FORCES}}<h2>Every force</h2>
{{>MULTIPLES}}{{/FORCES}}
{{#UNITS}}<h2>By command unit</h2>
<p>{{COUNTS}} A unit is its boroughs taken together.</p>
{{>MULTIPLES}}
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Table of command units</span></summary>{{>TABLE}}</details>{{/UNITS}}
{{#BOROUGHS}}<h2>Where</h2>
<p>{{COUNTS}}</p>
<div class="where{{#BARE}} where--bare{{/BARE}}">{{>TILES}}
<div>{{>TABLE}}</div></div>
<h2>Every borough</h2>
{{>MULTIPLES}}
<h2>How far boroughs differ</h2>
<p class="sub"><a href="/about/methods/funnel-plots/">How far places differ by chance</a></p>
{{>FUNNEL}}{{#DOTS}}{{#TOO_FEW}}<p>Too few areas have enough cases to compare.</p>{{/TOO_FEW}}<p class="sub">Change of the latest 12 months on the 12 before, with its 95% interval, in the order of names. A verdict asks besides how long a change has lasted.</p>
{{>PLOT}}{{/DOTS}}{{/BOROUGHS}}
{{#WARDS}}<h2>Wards</h2>
<p>Of {{COUNT}}: {{COUNTS}}. <a href="/areas/">Find a ward</a></p>
{{#QUIET}}<p>No ward stands out once chance is allowed for.</p>{{/QUIET}}
<ul class="list">
{{#WARD}}<li><a href="{{ADDRESS}}">{{NAME}}</a> <span class="in">{{PARENT}}</span> <span class="v v-{{VERDICT}}">{{WORDS}}</span></li>
{{/WARD}}</ul>{{/WARDS}}
{{#GROUPS}}<h2>{{TITLE}}</h2>
{{>STRIP}}
{{/GROUPS}}
{{#CLAIMS}}<h2>What was stated in print</h2>
<ul class="list">
{{#CLAIM}}<li><a href="{{ADDRESS}}">{{STATEMENT}}</a><p class="sub">Printed: {{TOLD}}. Our own figure for {{PERIOD}}: {{OWN}}.</p></li>
{{/CLAIM}}</ul>{{/CLAIMS}}
{{>ON_RECORD}}
{{>DEFINITION}}
{{#DOWNLOAD}}<h2>Download</h2>
<ul><li><a href="{{CSV}}">CSV of every area, period and group</a></li><li><a href="{{CSVW}}">What its columns mean (CSVW)</a></li><li><a href="{{JSON}}">JSON of whole areas</a></li></ul>{{/DOWNLOAD}}
