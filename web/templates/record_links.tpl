{{%AUTOESCAPE context="HTML"}}<h2>{{HEADING}}</h2>
{{#SET}}<h3>{{TITLE}}</h3>
<ul class="list">
{{#ITEM}}<li><a href="{{ADDRESS}}">{{TEXT}}</a>{{#STATE}} <strong class="tag">{{STATE}}</strong>{{/STATE}}</li>
{{/ITEM}}</ul>
{{#MORE}}<p class="sub">{{MORE}} not listed here.</p>{{/MORE}}
{{/SET}}
