{{%AUTOESCAPE context="HTML"}}<h1>What was stated in print</h1>
<p class="lead">Figures that stand in published documents, with where they stand and what they count. Claims of one subject are held against each other by rule, never by hand, and our own figure stands beside what it can be held against.</p>
<p>{{CLAIMS}} about {{SUBJECTS}} in {{DOCUMENTS}}. {{OPEN}}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="What comparing them found"><table class="plain"><caption>What comparing them found</caption><thead><tr><th scope="col">Finding<th scope="col">How many<tbody>
{{#COUNT}}<tr><th scope="row">{{KIND}}<td>{{N}}
{{/COUNT}}</table></div>
<h2>Subjects</h2>
<ul class="list">
{{#ENTRY}}<li><a href="{{ADDRESS}}">{{TITLE}}</a>{{#KIND}} <strong class="tag">{{KIND}}</strong>{{/KIND}}</li>
{{/ENTRY}}</ul>
{{#SUBJECT}}<h2 id="{{ID}}">{{TITLE}}</h2>
{{#ALONE}}<p class="sub">One claim: nothing is held against it.</p>{{/ALONE}}
{{#FINDINGS}}<ul class="list">
{{#FINDING}}<li><strong class="tag">{{KIND}}</strong> {{SENTENCE}}{{#OPEN}} <span class="in">no answer yet</span>{{/OPEN}}{{#ANSWER}}<p class="sub"><strong>{{BY}}, {{DATE}}:</strong> {{TEXT}}{{#RIGHT}} Right is: {{RIGHT}}.{{/RIGHT}}</p>{{/ANSWER}}</li>
{{/FINDING}}</ul>{{/FINDINGS}}
<div class="scroll" tabindex="0" role="region" aria-label="{{TITLE}}: the claims"><table class="plain"><caption>{{TITLE}}: the claims</caption><thead><tr><th scope="col">Printed<th scope="col">What it says, and what it counts<th scope="col">Where<th scope="col">Period<th scope="col">Our own figure<tbody>
{{#CLAIM}}<tr id="{{ID}}"><th scope="row">{{PRINTED}}<td>{{STATEMENT}}<p class="sub">Counts: {{COUNTS}}.{{#NOTE}} {{NOTE}}{{/NOTE}}</p><td>{{DOCUMENT}}, {{DATE}}: {{SECTION}}{{#PAGE}}, page {{PAGE}}{{/PAGE}}<p class="sub">{{BY}}</p><td>{{PERIOD}}<td>{{#NO_OWN}}none{{/NO_OWN}}{{#OWN}}{{VALUE}}<p class="sub">{{#ADDRESS}}<a href="{{ADDRESS}}">{{/ADDRESS}}{{NAME}}{{#ADDRESS}}</a>{{/ADDRESS}}, {{AREA}}, {{PERIOD}}</p>{{/OWN}}
{{/CLAIM}}</table></div>
{{/SUBJECT}}
<h2>How claims are compared</h2>
<ul class="list">
<li><strong>Rounding.</strong> A printed figure stands for everything that rounds to it: 12.9% for 12.85% to 12.95%, one in four for what is nearer to it than to one in three or one in five. Words such as nearly, about and more than open it further. Two figures agree if they can be the same number.</li>
<li><strong>Contradiction.</strong> The same thing, of the same period, and no rounding brings the figures together. Where neither names a period, documents a year or less apart are taken to speak of one time.</li>
<li><strong>A power of ten apart.</strong> One is 10, 100 or 1,000 times the other, as when a decimal point is lost or per cent are taken for a proportion. Between two periods it is said from a hundred times on.</li>
<li><strong>Changed over time.</strong> The same thing at two times: both may be right.</li>
<li><strong>Two different things.</strong> The documents use one name for what they count differently. That is no contradiction, and no comparison.</li>
<li><strong>Our own figure.</strong> What we counted ourselves must be the number that was printed, as far as rounding tells; an estimate from a sample has its margin of error as well.</li>
</ul>
<p>That a claim stands here says that it was printed, not that it is right. Download: <a href="/data/claims.csv">claims</a>, <a href="/data/claims-findings.csv">findings</a>, <a href="/api/v1/claims.json">both as JSON</a>.</p>
