{{%AUTOESCAPE context="HTML"}}<nav class="govuk-pagination" aria-label="Pages">
{{#PREVIOUS}}<div class="govuk-pagination__prev"><a class="govuk-link govuk-pagination__link" href="{{ADDRESS}}" rel="prev">Previous<span class="govuk-visually-hidden"> page</span></a></div>{{/PREVIOUS}}
<ul class="govuk-pagination__list">{{#PAGE}}{{#GAP}}<li class="govuk-pagination__item govuk-pagination__item--ellipsis">&ctdot;</li>{{/GAP}}{{#HERE}}<li class="govuk-pagination__item govuk-pagination__item--current"><a class="govuk-link govuk-pagination__link" href="{{ADDRESS}}" aria-label="Page {{N}}" aria-current="page">{{N}}</a></li>{{/HERE}}{{#THERE}}<li class="govuk-pagination__item"><a class="govuk-link govuk-pagination__link" href="{{ADDRESS}}" aria-label="Page {{N}}">{{N}}</a></li>{{/THERE}}
{{/PAGE}}</ul>
{{#NEXT}}<div class="govuk-pagination__next"><a class="govuk-link govuk-pagination__link" href="{{ADDRESS}}" rel="next">Next<span class="govuk-visually-hidden"> page</span></a></div>{{/NEXT}}
</nav>
