{{%AUTOESCAPE context="HTML"}}{{#NONE}}<p class="sub">This release has no figure of it by ward.</p>{{/NONE}}
{{#MAP}}<p class="sub">{{SAYS}}</p>
<figure class="wards"><svg viewBox="0 0 {{WIDTH}} {{HEIGHT}}" aria-hidden="true">
{{#SHAPE}}<path class="{{STYLE}}" d="{{PATH}}"><title>{{NAME}}: {{WORDS}}</title></path>
{{/SHAPE}}</svg><figcaption><ul class="wards__key">{{#KEY}}<li><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><rect class="{{STYLE}}" x="1" y="1" width="14" height="14"/></svg> {{WORDS}} <span class="in">{{COUNT}}</span></li>
{{/KEY}}</ul></figcaption></figure>{{/MAP}}
{{#TABLE}}<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Table of {{COUNT}}: {{TITLE}}</span></summary><div class="scroll" tabindex="0" role="region" aria-label="Table of {{COUNT}}: {{TITLE}}"><table class="plain"><caption>{{TITLE}}, latest value of each ward</caption><thead><tr><th scope="col">Ward<th scope="col">Borough<th scope="col">Value<th scope="col">On the map<tbody>
{{#ROW}}<tr><th scope="row"><a href="{{ADDRESS}}">{{NAME}}</a><td>{{PARENT}}<td>{{VALUE}}<td>{{WORDS}}
{{/ROW}}</table></div></details>{{/TABLE}}
