{{%AUTOESCAPE context="HTML"}}<p class="sub">{{#SHARED}}All on one scale, {{RANGE}}. {{/SHARED}}{{#OWN}}Each on its own scale from zero, so compare shapes and not heights. {{/OWN}}The number is the latest{{#WHEN}}, {{WHEN}}{{/WHEN}}; the grey band is the usual range; recent years are shown.</p>
<ul class="multiples">
{{#CELL}}<li><a href="{{ADDRESS}}">{{NAME}}</a><span class="now">{{LATEST}}</span>{{>SPARK}}<span class="v v-{{VERDICT}}">{{WORDS}}</span></li>
{{/CELL}}</ul>
