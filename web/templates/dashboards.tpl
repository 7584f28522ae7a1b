{{%AUTOESCAPE context="HTML"}}<h1>Themes</h1>
<p class="lead">A few findings each, with their charts.</p>
<ul class="list">
{{#DASHBOARD}}<li><a href="{{ADDRESS}}">{{TITLE}}</a></li>
{{/DASHBOARD}}</ul>
