{{%AUTOESCAPE context="HTML"}}<h1>{{HEADING}}</h1>
{{#LEAD}}<p class="lead"><span class="v v-{{VERDICT}}">{{WORDS}}</span>{{#CHANGE}} <span class="in">{{CHANGE}} in 12 months (95% interval {{INTERVAL}})</span>{{/CHANGE}}</p>{{/LEAD}}{{#BY_GROUP}}<p class="lead">This holds groups against each other, so there is no figure of everyone together.</p>{{/BY_GROUP}}
{{>HELP}}
{{>FIGURE}}
{{>ROLLING}}
{{>COMMENTARY}}
{{#PEERS}}<h2>Against other places</h2>
<p class="sub">Each grey tick is another place. Places differ in size and in the people who pass through, so this is no ranking. <a href="/about/methods/peers/">How places are compared</a></p>
{{>STRIP}}
{{/PEERS}}
{{#GROUPS}}<h2>{{TITLE}}</h2>
{{>STRIP}}
{{/GROUPS}}
<h2>Behind the figure</h2>
{{>POINTS}}
{{#CONTROL}}<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Classical control chart</span></summary><div class="govuk-details__text"><p>The familiar chart, here the {{NAME}}: the mean ({{CENTRE}}) and its control limits{{#FIXED}} ({{RANGE}}){{/FIXED}}, dashed. {{WHY}}{{#SINCE}} They are those of the figures since {{SINCE}}, when the way of counting changed.{{/SINCE}} Rings mark what the familiar rules flag. It ignores seasons and flags stable series often, so it does not give the verdict. <a href="/about/methods/control-charts/">How to read it</a></p>
{{>CHART}}{{#VARYING}}<div class="scroll" tabindex="0" role="region" aria-label="Control limits by period"><table class="points"><caption>Control limits by period</caption><thead><tr><th scope="col">Period<th scope="col">Value<th scope="col">Limits<tbody>
{{#ROW}}<tr><th scope="row">{{P}}<td>{{V}}<td>{{L}}
{{/ROW}}</table></div>{{/VARYING}}</div></details>{{/CONTROL}}
{{>EXPLAIN}}
