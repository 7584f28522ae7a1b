{{%AUTOESCAPE context="HTML"}}<h1>{{NAME}}</h1>
<p class="lead">More than one area has this name.</p>
<ul>
{{#AREA}}<li><a href="{{ADDRESS}}">{{NAME}}</a>, {{PLACE}}</li>
{{/AREA}}</ul>
