{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
<p class="lead">{{ABOUT}}</p>
{{#COUNTER}}<ul class="tallies">
{{#STATE}}<li><a href="{{ADDRESS}}"><strong>{{N}}</strong> {{TITLE}}</a></li>
{{/STATE}}</ul>{{/COUNTER}}
<p>{{COUNT}}.{{#KEPT}} {{KEPT}} not public.{{/KEPT}}</p>
{{#NOTHING}}<p>Nothing is on record here yet.</p>{{/NOTHING}}
{{#ON_TIME}}<h2>{{LABEL}}: on time or not</h2>
<div class="scroll" tabindex="0" role="region" aria-label="{{LABEL}}: on time or not"><table class="plain points"><caption>{{LABEL}}, by the month it was counted from</caption><thead><tr><th scope="col">Month<th scope="col">Received<th scope="col">On time<th scope="col">Late<th scope="col">Still open<th scope="col">On time, of all<tbody>
{{#TOTAL}}<tr class="total"><th scope="row">{{MONTH}}<td>{{RECEIVED}}<td>{{ON_TIME}}<td>{{LATE}}<td>{{OPEN}}<td>{{PER_CENT}}
{{/TOTAL}}{{#ROW}}<tr><th scope="row">{{MONTH}}<td>{{RECEIVED}}<td>{{ON_TIME}}<td>{{LATE}}<td>{{OPEN}}<td>{{PER_CENT}}
{{/ROW}}</table></div>
<p class="sub">What is still open counts as not on time until it is answered.{{#EARLIER}} Earlier months are in the download.{{/EARLIER}}</p>{{/ON_TIME}}
{{#FACET}}<h2>{{HEADING}}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="{{CAPTION}}"><table class="plain words"><caption>{{CAPTION}}</caption><thead><tr><th scope="col">{{TITLE}}{{#HEAD}}<th scope="col">{{TITLE}}{{/HEAD}}<th scope="col">All<tbody>
{{#ROW}}<tr><th scope="row"><a href="{{ADDRESS}}">{{TITLE}}</a>{{#CELL}}<td>{{#NONE}}0{{/NONE}}{{#SOME}}<a class="n" href="{{ADDRESS}}">{{N}}</a>{{/SOME}}{{/CELL}}<td>{{ALL}}
{{/ROW}}</table></div>{{/FACET}}
{{#ALL}}<h2>{{HEADING}}</h2>
{{>LIST}}{{/ALL}}
<p>Download: <a href="{{CSV}}">all of it as CSV</a>{{#MOVES}}, <a href="{{MOVES}}">what happened when, as CSV</a>{{/MOVES}}, <a href="{{JSON}}">both as JSON</a>.</p>
