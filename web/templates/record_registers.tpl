{{%AUTOESCAPE context="HTML"}}<h1>The record</h1>
<p class="lead">What was promised, decided, asked and answered, entry by entry, with what was reported of each and when.</p>
<ul class="list">
{{#REGISTER}}<li><a href="{{ADDRESS}}"><strong>{{TITLE}}</strong></a><p>{{ABOUT}}</p><p class="sub">{{COUNT}}{{#STATE}}; <a href="{{ADDRESS}}">{{N}} {{TITLE}}</a>{{/STATE}}</p></li>
{{/REGISTER}}</ul>
<p>An entry that is not public, or not public yet, is counted and not shown. What is withheld of an entry says why. All of it can be <a href="/data/">downloaded</a>.</p>
