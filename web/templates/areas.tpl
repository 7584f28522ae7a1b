{{%AUTOESCAPE context="HTML"}}<h1>Find an area</h1>
<p class="lead">Choose a place to see what changed there.</p>
{{#FORCE}}<h2><a href="{{ADDRESS}}">{{NAME}}</a></h2>
{{#UNIT}}<h3><a href="{{ADDRESS}}">{{NAME}}</a> <span class="in">command unit</span></h3>
<ul class="columns">
{{#BOROUGH}}<li><a href="{{ADDRESS}}">{{TEXT}}</a></li>
{{/BOROUGH}}</ul>
{{/UNIT}}{{#OTHERS}}{{#IN_NONE}}<h3>In no command unit</h3>
{{/IN_NONE}}<ul class="columns">
{{#BOROUGH}}<li><a href="{{ADDRESS}}">{{TEXT}}</a></li>
{{/BOROUGH}}</ul>{{/OTHERS}}{{/FORCE}}
{{#WARDS}}<h2>Wards, A to Z</h2>
<nav aria-label="Wards by letter"><ul class="letters">{{#INDEX}}<li><a href="#{{LETTER}}">{{LETTER}}</a></li>{{/INDEX}}</ul></nav>
{{#GROUP}}<h3 id="{{LETTER}}">{{LETTER}}</h3>
<ul class="columns">
{{#WARD}}<li><a href="{{ADDRESS}}">{{NAME}}</a> <span class="in">{{PARENT}}</span></li>
{{/WARD}}</ul>{{/GROUP}}{{/WARDS}}
