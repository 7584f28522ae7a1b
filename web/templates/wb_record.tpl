{{%AUTOESCAPE context="HTML"}}<nav class="govuk-breadcrumbs" aria-label="Breadcrumb"><ol class="govuk-breadcrumbs__list"><li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="/registers/">Registers</a></li><li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="{{REGISTER_ADDRESS}}">{{REGISTER}}</a></li></ol></nav>
<span class="govuk-caption-l">{{NUMBER}}</span>
<h1 class="govuk-heading-l">{{HEADING}}</h1>
<p class="wb-state"><strong class="govuk-tag govuk-tag--{{COLOUR}}">{{STATE}}</strong>{{#STATE_ABOUT}} {{STATE_ABOUT}}{{/STATE_ABOUT}}</p>
{{#NEXT_DUE}}<p class="wb-next"><strong>{{RULE}}</strong> by {{DAY}} <strong class="govuk-tag govuk-tag--{{COLOUR}}">{{DUE}}</strong>{{#WHO}} <span class="wb-quiet">{{WHO}}</span>{{/WHO}}</p>
{{/NEXT_DUE}}
<div class="govuk-button-group">{{#MOVE}}<a class="govuk-button{{STYLE}}" href="{{ADDRESS}}">{{LABEL}}</a> {{/MOVE}}{{#MAY_EDIT}}<a class="govuk-button govuk-button--secondary" href="{{ADDRESS}}">Change</a> {{/MAY_EDIT}}{{#MAY_WITHHOLD}}<a class="govuk-link" href="{{ADDRESS}}">Withhold from the public</a>{{/MAY_WITHHOLD}}</div>
<h2 class="govuk-heading-m">What it says</h2>
{{>SUMMARY}}
{{#HANGING}}<h2 class="govuk-heading-m">{{TITLE}}</h2>
<ul class="wb-items">{{#ITEM}}<li><a href="{{ADDRESS}}">{{WORDS}}</a> <strong class="govuk-tag govuk-tag--{{COLOUR}}">{{STATE}}</strong> <span class="wb-quiet">{{AS}}{{#DAY}}; due {{DAY}}{{/DAY}}</span></li>
{{/ITEM}}</ul>{{/HANGING}}
{{#PUBLIC}}<h2 class="govuk-heading-m">What the public sees</h2>
<p>{{WORDS}}</p>
{{#WITHHELD}}<p><strong>{{LABEL}}</strong> is withheld: {{WHY}}</p>
{{/WITHHELD}}{{/PUBLIC}}
<h2 class="govuk-heading-m">Everything that happened</h2>
{{>TIMELINE}}
<p><a href="{{HISTORY}}">What each change altered</a></p>
<p class="wb-quiet">Made by {{MADE_BY}} on {{MADE}}; last changed by {{CHANGED_BY}} on {{CHANGED}}.</p>
