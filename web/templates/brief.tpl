{{%AUTOESCAPE context="HTML"}}{{#BETTER}}<h2>What is better</h2>
<ul class="changes">
{{#ITEM}}<li><a href="{{ADDRESS}}">{{NAME}}</a> <span class="v v-{{VERDICT}}">{{WORDS}}</span>{{#CHANGE}} <span class="in">{{CHANGE}}</span>{{/CHANGE}}<p>{{SENTENCE}}</p></li>
{{/ITEM}}</ul>{{/BETTER}}
{{#WORSE}}<h2>What is worse</h2>
<ul class="changes">
{{#ITEM}}<li><a href="{{ADDRESS}}">{{NAME}}</a> <span class="v v-{{VERDICT}}">{{WORDS}}</span>{{#CHANGE}} <span class="in">{{CHANGE}}</span>{{/CHANGE}}<p>{{SENTENCE}}</p></li>
{{/ITEM}}</ul>{{/WORSE}}
{{#OPEN}}<h2>What changed, without being better or worse for that alone</h2>
<ul class="changes">
{{#ITEM}}<li><a href="{{ADDRESS}}">{{NAME}}</a> <span class="v v-{{VERDICT}}">{{WORDS}}</span>{{#CHANGE}} <span class="in">{{CHANGE}}</span>{{/CHANGE}}<p>{{SENTENCE}}</p></li>
{{/ITEM}}</ul>{{/OPEN}}
{{#STEADY}}<h2>What shows no clear change</h2>
<ul class="list">
{{#ITEM}}<li><a href="{{ADDRESS}}">{{NAME}}</a> <span class="v v-{{VERDICT}}">{{WORDS}}</span>{{#SMALLEST}}<p class="sub">A lasting change of {{SMALLEST}} or more would probably have been noticed.</p>{{/SMALLEST}}</li>
{{/ITEM}}</ul>{{/STEADY}}
{{#UNTOLD}}<h2>What cannot be told yet</h2>
<ul class="list">
{{#ITEM}}<li><a href="{{ADDRESS}}">{{NAME}}</a> <span class="v v-{{VERDICT}}">{{WORDS}}</span><p class="sub">{{WHY}}</p></li>
{{/ITEM}}</ul>{{/UNTOLD}}
<h2>For whom</h2>
{{#NOBODY}}<p>No borough and no group of people stands out once chance is allowed for.</p>{{/NOBODY}}
<ul class="called called--short">
{{#WHOM}}<li><a href="{{ADDRESS}}">{{NAME}}</a>
{{#GROUP}}<p><span class="v v-{{VERDICT}}">{{WORDS}}</span> in {{COUNT}}: {{NAMES}}</p>{{/GROUP}}
{{#CHANGED}}<p><span class="v v-{{VERDICT}}">{{WORDS}}</span> {{WHO}}{{#FORCE}}, in {{FORCE}}{{/FORCE}}</p>{{/CHANGED}}</li>
{{/WHOM}}</ul>
