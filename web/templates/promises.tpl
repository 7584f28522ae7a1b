{{%AUTOESCAPE context="HTML"}}<h2>What was promised</h2>
<p>{{COUNTS}}.</p>
<ul class="list">
{{#PROMISE}}<li><strong class="tag">{{STATUS}}</strong> {{#ADDRESS}}<a href="{{ADDRESS}}">{{/ADDRESS}}{{TEXT}}{{#ADDRESS}}</a>{{/ADDRESS}} <span class="in">{{ID}}{{#OWNER}}, {{OWNER}}{{/OWNER}}{{#DUE}}, due {{DUE}}{{/DUE}}{{#SECTION}}; {{SECTION}}{{/SECTION}}</span>
{{#REPORT}}<p class="sub"><strong>{{DATE}}: {{STATUS}}.</strong> {{TEXT}}{{#SOURCE}} ({{SOURCE}}){{/SOURCE}}</p>{{/REPORT}}
{{#MEASURED}}<p class="sub">Measured by {{#MEASURE}}<a href="{{ADDRESS}}">{{NAME}}</a>{{#MEASURE_separator}}, {{/MEASURE_separator}}{{/MEASURE}}.</p>{{/MEASURED}}</li>
{{/PROMISE}}</ul>
