{{%AUTOESCAPE context="HTML"}}<div class="moj-timeline">{{#EVENT}}<div class="moj-timeline__item"><div class="moj-timeline__header"><h3 class="moj-timeline__title">{{WHAT}}{{#STATE}}: now {{STATE}}{{/STATE}}</h3> <p class="moj-timeline__byline">by {{BY}}</p></div>
<p class="moj-timeline__date"><time datetime="{{AT}}">{{WHEN}}</time>{{#ON}}; true of {{ON}}{{/ON}}</p>
<div class="moj-timeline__description">{{#NOTE}}<p>{{NOTE}}</p>{{/NOTE}}{{#REASON}}<p>{{REASON}}</p>{{/REASON}}{{#SOURCE}}<p>Source: {{SOURCE}}</p>{{/SOURCE}}
{{#FIELDS}}<div class="scroll" tabindex="0" role="region" aria-label="{{CAPTION}}"><table class="govuk-table"><caption class="govuk-visually-hidden">{{CAPTION}}</caption><thead><tr><th scope="col">Field</th><th scope="col">Before</th><th scope="col">After</th></tr></thead><tbody>{{#FIELD}}<tr><th scope="row">{{LABEL}}</th><td class="wb-text">{{BEFORE:p}}</td><td class="wb-text">{{AFTER:p}}</td></tr>{{/FIELD}}</tbody></table></div>{{/FIELDS}}
{{#AS_OF}}<p><a href="{{ADDRESS}}">The record as it stood<span class="govuk-visually-hidden"> after event {{NUMBER}}</span></a></p>{{/AS_OF}}</div></div>
{{/EVENT}}</div>
