{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
{{#LEAD}}<div class="prose lead">{{HTML:none}}</div>{{/LEAD}}
{{>HELP}}
{{>FINDINGS}}
{{#PART}}{{#ABSENT}}<p class="sub">This release has no data for <code>{{ID}}</code>.</p>{{/ABSENT}}{{#TEXT}}<div class="prose">{{HTML:none}}</div>{{/TEXT}}
{{#FORCE}}{{>FIGURE}}
{{>POINTS}}{{/FORCE}}
{{#BOROUGHS}}{{#H2}}<h2>{{TITLE}}</h2>{{/H2}}{{#H3}}<h3>{{TITLE}}</h3>{{/H3}}
{{>MULTIPLES}}
<p><a href="{{ADDRESS}}">Table, map and groups</a></p>{{/BOROUGHS}}
{{#WARDS}}{{#H2}}<h2>{{TITLE}}</h2>{{/H2}}{{#H3}}<h3>{{TITLE}}</h3>{{/H3}}
{{>WARD_MAP}}{{/WARDS}}
{{#GROUPS}}{{#H2}}<h2>{{TITLE}}</h2>{{/H2}}{{#H3}}<h3>{{TITLE}}</h3>{{/H3}}
{{>STRIP}}{{/GROUPS}}
{{/PART}}
