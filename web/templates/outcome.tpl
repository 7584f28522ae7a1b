{{%AUTOESCAPE context="HTML"}}<p class="kicker">Outcome {{ID}}</p>
<h1>{{TITLE}}</h1>
{{#NOTHING}}<p class="lead">Nothing measures this outcome in this release, so it cannot be said whether it is getting better.</p>{{/NOTHING}}
{{#MEASURES}}<p class="lead">Its measures: {{COUNTS}}.</p>
{{>BRIEF}}
{{#FORCE}}<h2>All its measures in {{NAME}}</h2>
{{>STRIP}}
{{/FORCE}}{{/MEASURES}}
{{>PROMISES}}
{{>ON_RECORD}}
