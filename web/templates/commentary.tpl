{{%AUTOESCAPE context="HTML"}}<h2>Commentary</h2>
{{#COMMENT}}<article class="prose"><h3>{{HEADING}}</h3>
{{HTML:none}}
<p class="sub">{{POST}}{{#SIGNED}}, signed {{SIGNED}}{{/SIGNED}}. On figures to {{MONTH}}, release {{RELEASE}}. <a href="{{ADDRESS}}">This commentary on record<span class="govuk-visually-hidden">: {{HEADING}}</span></a></p></article>
{{/COMMENT}}
