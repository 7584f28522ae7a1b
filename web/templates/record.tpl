{{%AUTOESCAPE context="HTML"}}<p class="kicker">{{KICKER}}</p>
<h1>{{TITLE}}</h1>
<p class="lead"><strong class="tag">{{STATE}}</strong>{{#SINCE}} since {{SINCE}}.{{/SINCE}}{{#ABOUT}} {{ABOUT}}{{/ABOUT}}</p>
{{#DUE}}<p><strong>{{LABEL}}:</strong> by {{DAY}}{{#OVERDUE}} <strong class="tag">Overdue</strong>{{/OVERDUE}}</p>
{{/DUE}}{{#GROUP}}{{#HEADING}}<h2>{{HEADING}}</h2>
{{/HEADING}}<dl class="dl">{{#FIELD}}<div><dt>{{LABEL}}</dt><dd>{{#WITHHELD}}<strong>Withheld:</strong> {{WITHHELD}}{{/WITHHELD}}{{#VALUE}}<span class="lines">{{#PLAIN}}{{TEXT}}{{/PLAIN}}{{#LINK}}<a href="{{ADDRESS}}">{{TEXT}}</a>{{/LINK}}</span>{{#IN}} <span class="in">{{IN}}</span>{{/IN}}{{#VALUE_separator}}<br>{{/VALUE_separator}}{{/VALUE}}</dd></div>
{{/FIELD}}</dl>
{{/GROUP}}{{#SCORE}}<p><strong>{{LABEL}}: {{SCORE}}</strong> <span class="in">{{HOW}}</span></p>
{{/SCORE}}{{#TEXT}}<h2>{{LABEL}}</h2>
{{#WITHHELD}}<p><strong>Withheld:</strong> {{WITHHELD}}</p>{{/WITHHELD}}<div class="prose">{{HTML:none}}</div>
{{/TEXT}}{{#FIGURES}}<h2>What the figures say</h2>
{{#FORCE}}<h3>In {{NAME}}</h3>
{{>STRIP}}
{{/FORCE}}<p class="sub">A figure that moved is no proof that this moved it.</p>
{{/FIGURES}}{{#NO_HISTORY}}<h2>What was reported, and when</h2>
<p>Nothing was reported of it.</p>
{{/NO_HISTORY}}{{#HISTORY}}<h2>What was reported, and when</h2>
<ol class="list">
{{#MOVE}}<li><strong>{{DATE}}: {{STATE}}</strong>{{#NOTE}}<p class="lines">{{NOTE}}</p>{{/NOTE}}{{#SOURCE}}<p class="sub">Source: {{#PLAIN}}{{SOURCE}}{{/PLAIN}}{{#LINK}}<a href="{{SOURCE_ADDRESS}}">{{SOURCE_ADDRESS}}</a>{{/LINK}}</p>{{/SOURCE}}</li>
{{/MOVE}}</ol>
{{/HISTORY}}{{>HANGS}}
<p><a href="{{ALL_ADDRESS}}">All {{ALL}}</a>. Download them: <a href="{{CSV}}">CSV</a>, <a href="{{JSON}}">JSON</a>.</p>
