{{%AUTOESCAPE context="HTML"}}<p class="kicker">{{PERIOD}}{{#AREA}}, <a href="{{ADDRESS}}">{{NAME}}</a>{{/AREA}}</p>
<h1>{{TITLE}}</h1>
{{#DATA}}<p class="sub">Figures end with {{DATA}} unless a table says otherwise.</p>{{/DATA}}
{{#FILES}}<p class="links">This report as: {{#FILE}}<a href="{{ADDRESS}}">{{NAME}}</a>{{/FILE}}</p>{{/FILES}}
{{>HELP}}
{{#PART}}{{#TEXT}}<div class="prose">{{HTML:none}}</div>{{/TEXT}}{{#CHART}}{{>FIGURE}}{{/CHART}}{{#TABLE}}{{>REPORT_TABLE}}{{/TABLE}}
{{/PART}}
