{{%AUTOESCAPE context="HTML"}}<p class="kicker">{{PLACE}}</p>
<h1>{{NAME}}</h1>
{{#PRIORITIES}}<p><a href="{{ADDRESS}}">Local priorities</a>: {{CHOSEN}}</p>{{/PRIORITIES}}
{{#PACKS}}<p>To print for a meeting: {{#PACK}}<a href="{{ADDRESS}}">{{TEXT}}</a>{{#PACK_separator}}, {{/PACK_separator}}{{/PACK}}</p>{{/PACKS}}
{{#NOWHERE}}<p class="lead">Records of the force that say no place. They count for the force, and are kept apart here so that no borough gains or loses by them.</p>{{/NOWHERE}}
{{#ELSEWHERE}}<p class="lead">Records of the force that lie outside its own boroughs. They count for the force and for none of its boroughs.</p>{{/ELSEWHERE}}
{{#NONE}}<p class="lead">Nothing is published for this area in this release.</p>{{/NONE}}
{{#SUMMARY}}<p class="lead">{{MEASURES}} here: {{COUNTS}}.</p>
<h2>What really changed</h2>
{{#NO_CHANGE}}<p>Nothing stands out here once chance is allowed for. <a href="/about/methods/#many">Why we are strict about this</a></p>{{/NO_CHANGE}}
<ul class="changes">
{{#CHANGE}}<li><a href="{{ADDRESS}}">{{NAME}}</a> <span class="v v-{{VERDICT}}">{{WORDS}}</span><p>{{SENTENCE}}</p></li>
{{/CHANGE}}</ul>
<h2>All measures here</h2>
<p class="sub">The grey band is the usual range. Rows are in the order of the plan.</p>
<div data-sort>{{>STRIP}}</div>{{/SUMMARY}}
{{#PEERS}}<h2>Places most like it</h2>
<p class="sub">By {{BY}}: {{RULE}}. They are what it is compared with on the pages of its measures, and no ranking. <a href="/about/methods/peers/">How they are chosen</a></p>
<div class="scroll" tabindex="0" role="region" aria-label="Places most like it"><table class="plain"><caption>Places most like it</caption><thead><tr><th scope="col">Place<th scope="col">Distance{{#COLUMN}}<th scope="col">{{NAME}}{{/COLUMN}}<tbody>
{{#PEER}}<tr><th scope="row"><a href="{{ADDRESS}}">{{NAME}}</a><td>{{DISTANCE}}{{#CELL}}<td>{{V}}{{/CELL}}
{{/PEER}}</table></div>{{/PEERS}}
{{>ON_RECORD}}
{{#AROUND}}<h2>Places around</h2>
{{#PARENT}}<p>Part of <a href="{{ADDRESS}}">{{TEXT}}</a>.</p>{{/PARENT}}
{{#COMPARE}}<p><a href="/compare/?areas={{CODE}}">Compare with other {{WHAT}}</a></p>{{/COMPARE}}
{{#INSIDE}}<h3>Its {{WHAT}}</h3>
<ul class="columns">
{{#CHILD}}<li><a href="{{ADDRESS}}">{{TEXT}}</a></li>
{{/CHILD}}</ul>{{/INSIDE}}{{/AROUND}}
<p class="sub">Area code {{CODE}}</p>
