{{%AUTOESCAPE context="HTML"}}<h1>Measures</h1>
<p class="lead">{{COUNT}}, each one declared question with one answer for every place and month.</p>
{{#THEME}}<section aria-labelledby="{{SLUG}}"><h2 id="{{SLUG}}">{{THEME}}</h2>
<ul class="list">
{{#MEASURE}}<li><a href="{{ADDRESS}}">{{NAME}}</a>{{#FORCE}} <span class="one"><span class="v v-{{VERDICT}}">{{WORDS}}</span> <span class="in">{{AREA}}</span></span>{{/FORCE}}<p>{{DESCRIPTION}}</p></li>
{{/MEASURE}}</ul></section>
{{/THEME}}
