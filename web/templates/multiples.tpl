{{%AUTOESCAPE context="HTML"}}{{#NOTE}}<p class="sub">{{#RANGE}}All on one scale, {{RANGE}}. {{/RANGE}}{{#OWN}}Each on its own scale from zero, so compare shapes and not heights. {{/OWN}}The number is the latest{{#WHEN}}, {{WHEN}}{{/WHEN}}{{#RECENT}}; recent years are shown{{/RECENT}}.{{#BAND}} The grey band is the usual range.{{/BAND}}{{#UNTOLD}} There is not enough data yet to tell a change from chance in any of them.{{/UNTOLD}}</p>{{/NOTE}}
<ul class="multiples">
{{#CELL}}<li><a href="{{ADDRESS}}">{{NAME}}</a><span class="now">{{LATEST}}</span>{{>SPARK}}{{#JUDGED}}<span class="v v-{{VERDICT}}">{{WORDS}}</span>{{/JUDGED}}</li>
{{/CELL}}</ul>
{{#WITHHELD}}<p class="sub">The latest figure is withheld to protect people in {{WITHHELD}}.</p>{{/WITHHELD}}
{{#MISSING}}<p class="sub">There is no recent figure for {{MISSING}}.</p>{{/MISSING}}
