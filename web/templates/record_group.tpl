{{%AUTOESCAPE context="HTML"}}<p class="kicker">{{KICKER}}</p>
<h1>{{TITLE}}</h1>
<p class="lead">{{COUNT}}.{{#ABOUT}} {{ABOUT}}{{/ABOUT}}</p>
{{>LIST}}
<p><a href="{{ADDRESS}}">All {{ALL}}</a></p>
