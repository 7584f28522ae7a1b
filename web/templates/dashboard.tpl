{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
{{#LEAD}}<div class="prose lead">{{HTML:none}}</div>{{/LEAD}}
{{>HELP}}
{{>FINDINGS}}
{{#PART}}{{#ABSENT}}<p class="sub">This release has no data for <code>{{ID}}</code>.</p>{{/ABSENT}}{{#TEXT}}<div class="prose">{{HTML:none}}</div>{{/TEXT}}
{{#FORCE}}{{>FIGURE}}
{{>POINTS}}{{/FORCE}}
{{#EMPTY}}{{#H2}}<h2>{{TITLE}}</h2>{{/H2}}{{#H3}}<h3>{{TITLE}}</h3>{{/H3}}
<p class="sub">No period of it has a figure that can be shown. <a href="{{ADDRESS}}">What it counts, and for whom</a></p>{{/EMPTY}}
{{#BOROUGHS}}{{#H2}}<h2>{{TITLE}}</h2>{{/H2}}{{#H3}}<h3>{{TITLE}}</h3>{{/H3}}
{{>MULTIPLES}}
<p><a href="{{ADDRESS}}">Table, map and groups</a></p>{{/BOROUGHS}}
{{#WARDS}}{{#H2}}<h2>{{TITLE}}</h2>{{/H2}}{{#H3}}<h3>{{TITLE}}</h3>{{/H3}}
{{>WARD_MAP}}{{/WARDS}}
{{#GROUPS}}{{#H2}}<h2>{{TITLE}}</h2>{{/H2}}{{#H3}}<h3>{{TITLE}}</h3>{{/H3}}
{{>STRIP}}{{/GROUPS}}
{{/PART}}
