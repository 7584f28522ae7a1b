{{%AUTOESCAPE context="HTML"}}{{#GROUP}}{{#GROUP_NAME}}<h3>{{GROUP_NAME}}</h3>{{/GROUP_NAME}}
<dl class="govuk-summary-list">{{#ROW}}<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{LABEL}}</dt><dd class="govuk-summary-list__value">{{#VALUE}}{{#RICH}}<div class="prose">{{HTML:none}}</div>{{/RICH}}{{#LINK}}<p><a href="{{ADDRESS}}">{{WORDS}}</a></p>{{/LINK}}{{#PLAIN}}<p>{{WORDS}}</p>{{/PLAIN}}{{#FIGURE}}<p class="wb-quiet"><strong>{{VERDICT}}.</strong> {{SENTENCE}}</p>{{/FIGURE}}{{/VALUE}}{{#WITHHELD}}<p class="wb-withheld"><strong class="govuk-tag govuk-tag--grey">Withheld from the public</strong> {{WHY}}</p>{{/WITHHELD}}</dd></div>
{{/ROW}}</dl>
{{/GROUP}}
