{{%AUTOESCAPE context="HTML"}}<p class="kicker">Objective {{ID}}</p>
<h1>{{TITLE}}</h1>
<p class="lead">Its measures: {{COUNTS}}.</p>
{{#OUTCOMES}}<ul class="list">
{{#OUTCOME}}<li><a href="{{ADDRESS}}">{{TITLE}}</a> <span class="in">{{ID}}</span><p>{{#NOTHING}}Nothing measures it in this release.{{/NOTHING}}{{#COUNT}}<span class="v v-{{VERDICT}}">{{N}} {{WORDS}}</span> {{/COUNT}}</p></li>
{{/OUTCOME}}</ul>{{/OUTCOMES}}
{{>BRIEF}}
{{>PROMISES}}
{{>ON_RECORD}}
