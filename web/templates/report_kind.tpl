{{%AUTOESCAPE context="HTML"}}<h1>{{TITLE}}</h1>
{{#ABOUT}}<p class="lead">{{ABOUT}}</p>{{/ABOUT}}
{{#EDITION}}<div class="scroll" tabindex="0" role="region" aria-label="{{NAME}}"><table class="plain"><caption>{{NAME}}</caption><thead><tr><th scope="col">{{FIRST}}<th scope="col">Files<tbody>
{{#ROW}}<tr><th scope="row"><a href="{{ADDRESS}}">{{NAME}}</a><td>{{#FILE}}<a href="{{ADDRESS}}">{{WORDS}}<span class="govuk-visually-hidden">, {{OF}}</span></a>{{#FILE_separator}}, {{/FILE_separator}}{{/FILE}}
{{/ROW}}</table></div>
{{/EDITION}}
