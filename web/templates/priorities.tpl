{{%AUTOESCAPE context="HTML"}}<h1>Local priorities</h1>
<p class="lead">Each {{WHAT}} chooses {{CHOOSE}} of crime a year, with its police and from the evidence. The figures give reasons; people choose.</p>
{{#NO_CHOICE}}<p>No choice is on record yet. The evidence for each is below.</p>{{/NO_CHOICE}}
{{#YEARS}}<h2>Chosen for {{YEAR}}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Chosen for {{YEAR}}"><table class="plain words"><caption>What each place chose for {{YEAR}}</caption><thead><tr><th scope="col">Place<th scope="col">Priorities<th scope="col">Agreed, and by whom<tbody>
{{#ROW}}<tr><th scope="row"><a href="{{ADDRESS}}">{{NAME}}</a><td>{{CHOSEN}}{{#CHANGED}} <span class="in">{{CHANGED}}</span>{{/CHANGED}}<td>{{AGREED}}{{#PARTIES}} <span class="by">{{PARTIES}}</span>{{/PARTIES}}
{{/ROW}}</table></div>
{{/YEARS}}
{{#PACKS}}<h2>The evidence</h2>
<ul class="columns">{{#PACK}}<li><a href="{{ADDRESS}}">{{NAME}}</a></li>
{{/PACK}}</ul>{{/PACKS}}
<h2>What can be chosen</h2>
<div class="scroll" tabindex="0" role="region" aria-label="What can be chosen"><table class="plain words"><caption>Who chose it for {{LATEST}}, and where the rules give a reason for it now</caption><thead><tr><th scope="col">Kind of crime<th scope="col">Reasons in<th scope="col">Chosen in<tbody>
{{#CANDIDATE}}<tr><th scope="row">{{TITLE}}<td>{{SUGGESTED}}<td>{{CHOSEN}}{{#WHERES}}: {{/WHERES}}{{#WHERE}}<a href="{{ADDRESS}}">{{NAME}}</a>{{#WHERE_separator}}, {{/WHERE_separator}}{{/WHERE}}
{{/CANDIDATE}}</table></div>
<h2>Priorities everywhere</h2>
<p>Nobody chooses these: they stand in every {{WHAT}}.</p>
<ul class="list">
{{#EVERYWHERE}}<li><strong>{{TITLE}}</strong>{{#MEASURE}}<p class="sub"><a href="{{ADDRESS}}">{{NAME}}</a></p>{{/MEASURE}}{{#NOTHING}}<p class="sub">Nothing measures it in this release.</p>{{/NOTHING}}</li>
{{/EVERYWHERE}}</ul>
<h2>How the rules give a reason</h2>
<ul class="list">
<li>Its rate is {{ABOVE}}% or more above that of the {{WHATS}} most like it, taken together.</li>
<li>The verdict says that it rose, that the rise is real and for the worse, and in the last 12 months it rose more than across the force: what rises everywhere is no reason to choose it in one place.</li>
<li>More of it does most harm, more of its victims had been victims before, or it worries more people, than across the force.</li>
</ul>
<p>Each counts only where it stands out once chance is allowed for over all {{WHATS}} (<a href="/about/methods/#many">why we are strict about this</a>). Reasons are named and never added up into a score. No reason does not mean no problem: small numbers, and crime that is not reported, give none.</p>
<p>Download: <a href="/data/priorities.csv">choices</a>, <a href="/data/priorities-evidence.csv">evidence</a>, <a href="/api/v1/priorities.json">both as JSON</a>.</p>
