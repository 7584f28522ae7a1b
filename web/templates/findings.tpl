{{%AUTOESCAPE context="HTML"}}<section><h2>In short</h2>
<ul class="changes">
{{#CHANGED}}<li><a href="{{ADDRESS}}">{{NAME}}</a> <span class="v v-{{VERDICT}}">{{WORDS}}</span>{{#CHANGE}} <span class="in">{{CHANGE}}</span>{{/CHANGE}}<p>{{SENTENCE}}</p></li>
{{/CHANGED}}</ul>
{{#AGAINST}}<p><strong><a href="{{ADDRESS}}">{{NAME}}</a>, {{WHEN}}:</strong> {{GROUPS}}. In brackets is how far chance alone could move each.</p>
{{/AGAINST}}{{#STEADY}}<p><strong>No clear change:</strong> {{#ITEM}}<a href="{{ADDRESS}}">{{NAME}}</a>{{#ITEM_separator}}; {{/ITEM_separator}}{{/ITEM}}.</p>{{/STEADY}}
{{#UNTOLD}}<p><strong>Not enough data to tell:</strong> {{#ITEM}}<a href="{{ADDRESS}}">{{NAME}}</a>{{#ITEM_separator}}; {{/ITEM_separator}}{{/ITEM}}.</p>{{/UNTOLD}}
{{#PLACES}}<p><a href="{{ADDRESS}}">{{NAME}}</a>, by borough: {{#GROUP}}<span class="v v-{{VERDICT}}">{{WORDS}}</span> in {{COUNT}}: {{NAMES}}{{#GROUP_separator}}; {{/GROUP_separator}}{{/GROUP}}.</p>
{{/PLACES}}</section>
