{{%AUTOESCAPE context="HTML"}}{{#JUDGED}}<p>{{JUDGEMENT}} <span class="in">{{BASIS}}</span></p>
{{/JUDGED}}{{#CALL}}<p><strong class="tag">{{WORDS}}</strong> {{SENTENCE}}</p>
{{/CALL}}{{#EVIDENCE}}{{#SAYS}}<p>{{SAYS}}</p>{{/SAYS}}
{{#FIGURES}}<div class="scroll" tabindex="0" role="region" aria-label="{{TITLE}}"><table class="plain"><caption><a href="{{ADDRESS}}">{{TITLE}}</a>, {{UNIT}}: {{AREA}}</caption><thead><tr><th scope="col">Group<th scope="col">Latest<th scope="col">Period<th scope="col">Verdict{{#AGAINST}}<th scope="col">Difference to {{AGAINST}} (95% interval){{/AGAINST}}<tbody>
{{#ROW}}<tr><th scope="row">{{GROUP}}<td>{{VALUE}}<td>{{PERIOD}}<td><span class="v v-{{VERDICT}}">{{WORDS}}</span>{{#COMPARED}}<td>{{GAP}}{{/COMPARED}}
{{/ROW}}</table></div>{{/FIGURES}}
{{#PROBLEM}}<p class="sub">{{PROBLEM}}.</p>{{/PROBLEM}}
{{/EVIDENCE}}{{#GAPS}}<p><strong>Not known:</strong> {{UNKNOWN}} <strong>What would tell:</strong> {{TELLS}}</p>
{{/GAPS}}{{#MITIGATIONS}}<p><strong>What is done against harm</strong></p>
<ul class="list">
{{#MITIGATION}}<li>{{TEXT}} <span class="in">{{OWNER}}, due {{DUE}}{{#DONE}}; done {{DONE}}{{/DONE}}</span>{{#OVERDUE}} <strong class="tag">Overdue</strong>{{/OVERDUE}}</li>
{{/MITIGATION}}</ul>{{/MITIGATIONS}}
