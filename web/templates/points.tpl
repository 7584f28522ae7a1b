{{%AUTOESCAPE context="HTML"}}<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Table of every value</span></summary><div class="scroll" tabindex="0" role="region" aria-label="Table of every value"><table class="points" id="{{ID}}"><caption>{{CAPTION}}</caption><thead><tr><th scope="col">{{PERIOD}}<th scope="col">Value{{#BASED}}<th scope="col">95% interval{{/BASED}}<th scope="col">Usual range{{#BASES}}<th scope="col">Base{{/BASES}}{{#ROLLING}}<th scope="col">12 months{{/ROLLING}}<th scope="col">Note<tbody>
{{#ROW}}<tr><th scope="row">{{P}}<td>{{V}}<td>{{E}}<td>{{N}}
{{/ROW}}{{#ROLLING_ROW}}<tr><th scope="row">{{P}}<td>{{V}}<td>{{E}}<td>{{R}}<td>{{N}}
{{/ROLLING_ROW}}{{#BASED_ROW}}<tr><th scope="row">{{P}}<td>{{V}}<td>{{I}}<td>{{E}}<td>{{B}}<td>{{N}}
{{/BASED_ROW}}{{#BASED_ROLLING_ROW}}<tr><th scope="row">{{P}}<td>{{V}}<td>{{I}}<td>{{E}}<td>{{B}}<td>{{R}}<td>{{N}}
{{/BASED_ROLLING_ROW}}</table></div></details>
