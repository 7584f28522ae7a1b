{{%AUTOESCAPE context="HTML"}}<h1>The plan</h1>
<p class="lead">What was promised, and what the figures say. Verdicts are counted, never averaged: one good figure does not cancel a bad one.</p>
{{#PROMISES}}<p>{{COUNTS}}.{{#ADDRESS}} <a href="{{ADDRESS}}">Each promise, and what became of it</a>{{/ADDRESS}}</p>{{/PROMISES}}
{{#COUNTED}}<p><a href="{{ADDRESS}}">{{TITLE}}</a>: {{COUNTS}}.</p>{{/COUNTED}}
{{#LOCAL}}<p><a href="/priorities/">Local priorities</a>: what each place chose, and the evidence for it.</p>{{/LOCAL}}
{{#IMPACT}}<p><a href="/impact/">Impact assessments</a>: what policies are likely to do to whom, and what the figures say.</p>{{/IMPACT}}
{{#OBJECTIVE}}<section><h2><a href="{{ADDRESS}}">{{TITLE}}</a></h2>
{{#PROMISES}}<p class="sub">{{COUNTS}}{{#ADDRESS}} (<a href="{{ADDRESS}}">see them</a>){{/ADDRESS}}</p>{{/PROMISES}}
{{#OWN}}<p>{{#NOTHING}}Nothing measures it in this release.{{/NOTHING}}{{#COUNT}}<span class="v v-{{VERDICT}}">{{N}} {{WORDS}}</span> {{/COUNT}}</p>{{/OWN}}
<ul class="list">
{{#OUTCOME}}<li><a href="{{ADDRESS}}">{{TITLE}}</a> <span class="in">{{ID}}</span><p>{{#NOTHING}}Nothing measures it in this release.{{/NOTHING}}{{#COUNT}}<span class="v v-{{VERDICT}}">{{N}} {{WORDS}}</span> {{/COUNT}}</p></li>
{{/OUTCOME}}</ul></section>
{{/OBJECTIVE}}
