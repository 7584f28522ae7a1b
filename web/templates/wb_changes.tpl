{{%AUTOESCAPE context="HTML"}}<a class="govuk-back-link" href="/">Back to my work</a>
<h1 class="govuk-heading-l">{{TITLE}}</h1>
{{#NONE}}<p>Nothing has changed.</p>{{/NONE}}
<ul class="wb-items">{{#CHANGE}}<li><a href="{{ADDRESS}}">{{RECORD}}</a> {{ACTION}} by {{BY}} <span class="wb-quiet">{{REGISTER}}, {{WHEN}}{{#REASON}}: {{REASON}}{{/REASON}}</span></li>
{{/CHANGE}}</ul>
{{#FULL}}<p>These are the latest 200. Each record's own page has its whole history.</p>{{/FULL}}
{{#MARK}}<form method="post" action="/changes/"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="up_to" value="{{UP_TO}}"><button class="govuk-button govuk-button--secondary">I have seen these</button></form>{{/MARK}}
{{#ONLY_NEW}}<p><a href="/changes/?all=yes">Those from before, too</a></p>{{/ONLY_NEW}}
