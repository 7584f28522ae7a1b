{{%AUTOESCAPE context="HTML"}}<section class="printed">{{#H2}}<h2 id="{{ID}}">{{TITLE}}</h2>{{/H2}}{{#H3}}<h3 id="{{ID}}">{{TITLE}}</h3>{{/H3}}
{{#LIST}}<ul class="changes">
{{#ITEM}}<li>{{#LINK}}<a href="{{ADDRESS}}">{{NAME}}</a>{{/LINK}}{{#PLAIN}}<strong>{{NAME}}</strong>{{/PLAIN}} {{#VERDICT}}<span class="v v-{{MARK}}">{{WORDS}}</span>{{/VERDICT}}{{#CHANGE}} <span class="in">{{CHANGE}} in 12 months</span>{{/CHANGE}}<p>{{SENTENCE}}</p></li>
{{/ITEM}}</ul>{{/LIST}}
{{#GRID}}<div class="scroll" tabindex="0" role="region" aria-label="{{TITLE}}"><table class="report"{{#CAPTIONED}} id="{{ID}}"{{/CAPTIONED}}><caption{{#HEADED}} class="govuk-visually-hidden"{{/HEADED}}>{{TITLE}}</caption><thead><tr><th scope="col">{{FIRST}}{{#COLUMN}}<th scope="col"{{#N}} class="n"{{/N}}>{{HEADING}}{{/COLUMN}}
{{#GROUP}}<tbody>{{#NAMED}}<tr class="theme"><th scope="rowgroup" colspan="{{SPAN}}">{{NAME}}{{/NAMED}}
{{#ROW}}<tr{{#TOTAL}} class="total"{{/TOTAL}}><th scope="row">{{#LINK}}<a href="{{ADDRESS}}">{{NAME}}</a>{{/LINK}}{{#PLAIN}}{{NAME}}{{/PLAIN}}{{#CELL}}{{#N}}<td class="n">{{TEXT}}{{/N}}{{#W}}<td>{{TEXT}}{{/W}}{{#V}}<td><span class="v v-{{MARK}}">{{TEXT}}</span>{{/V}}{{/CELL}}
{{/ROW}}{{/GROUP}}</table></div>{{/GRID}}
{{#NOTE}}<p class="sub">{{TEXT}}</p>
{{/NOTE}}</section>
