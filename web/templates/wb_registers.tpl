{{%AUTOESCAPE context="HTML"}}<h1 class="govuk-heading-l">Registers</h1>
{{#NONE}}<p>There is no register that you may read. An administrator can give you a role.</p>{{/NONE}}
{{#REGISTER}}<section class="wb-card"><h2 class="govuk-heading-m"><a href="{{ADDRESS}}">{{TITLE}}</a></h2>
{{#ABOUT}}<p>{{ABOUT}}</p>{{/ABOUT}}
<ul class="wb-counts">{{#COUNT}}<li><a href="{{LINK}}"><strong>{{N}}</strong> {{LABEL}}</a></li>{{/COUNT}}</ul>
{{#PUBLIC}}<p class="wb-quiet">Published</p>{{/PUBLIC}}{{#RESTRICTED}}<p class="wb-quiet">Restricted: every reading of a record is noted</p>{{/RESTRICTED}}</section>
{{/REGISTER}}
