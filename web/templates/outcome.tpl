{{%AUTOESCAPE context="HTML"}}<p class="kicker">Outcome {{ID}}</p>
<h1>{{TITLE}}</h1>
{{#NOTHING}}<p class="lead">Nothing measures this outcome in this release, so it cannot be said whether it is getting better.</p>{{/NOTHING}}
{{#MEASURES}}<p class="lead">Its measures: {{COUNTS}}.</p>
{{#FORCE}}<h2>{{NAME}}</h2>
{{>STRIP}}
{{/FORCE}}
<h2>Better or worse for whom</h2>
<ul class="list">
{{#MEASURE}}<li><a href="{{ADDRESS}}">{{NAME}}</a><p>{{COUNTS}}</p></li>
{{/MEASURE}}</ul>{{/MEASURES}}
