{{%AUTOESCAPE context="HTML"}}<p class="kicker">Impact assessment</p>
<h1>{{TITLE}}</h1>
<p class="lead">{{ABOUT}}</p>
<dl class="dl"><div><dt>Status</dt><dd>{{STATUS}}</dd></div><div><dt>Owner</dt><dd>{{OWNER}}</dd></div><div><dt>Assessed</dt><dd>{{DATE}}</dd></div><div><dt>To be reviewed</dt><dd>{{REVIEW}}{{#OVERDUE}} <strong class="tag">Overdue</strong>{{/OVERDUE}}</dd></div>
{{#SERVES}}<div><dt>Serves</dt><dd>{{#OUTCOME}}{{#ADDRESS}}<a href="{{ADDRESS}}">{{/ADDRESS}}{{TITLE}}{{#ADDRESS}}</a>{{/ADDRESS}}{{#OUTCOME_separator}}, {{/OUTCOME_separator}}{{/OUTCOME}}</dd></div>{{/SERVES}}
{{#COMMITMENTS}}<div><dt>Commitments</dt><dd>{{#COMMITMENT}}{{#ADDRESS}}<a href="{{ADDRESS}}">{{/ADDRESS}}{{TEXT}}{{#ADDRESS}}</a>{{/ADDRESS}} <span class="in">{{STATUS}}</span>{{#COMMITMENT_separator}}<br>{{/COMMITMENT_separator}}{{/COMMITMENT}}</dd></div>{{/COMMITMENTS}}</dl>
{{#CALLS}}<h2>For the owner</h2>
<p>{{COUNT}}.</p>
<ul class="list">
{{#CALL}}<li><strong class="tag">{{WORDS}}</strong> {{#ON}}<strong>{{ON}}.</strong> {{/ON}}{{SENTENCE}}</li>
{{/CALL}}</ul>{{/CALLS}}
{{>ASSESSMENT}}
<p><a href="/impact/">All impact assessments, and what the rules call out</a></p>
