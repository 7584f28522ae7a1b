{{%AUTOESCAPE context="HTML"}}<a class="govuk-back-link" href="/">Back to my work</a>
{{>ERRORS}}
<h1 class="govuk-heading-l">Saved views</h1>
{{#AGAIN}}<form method="post" action="/views/"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="register" value="{{REGISTER}}"><input type="hidden" name="query" value="{{QUERY}}"><div class="govuk-form-group"><label class="govuk-label" for="view-name">Name of the view</label><input class="govuk-input govuk-input--width-20" id="view-name" name="name" type="text" value="{{NAME}}" maxlength="100"></div><button class="govuk-button">Save view</button></form>{{/AGAIN}}
{{#NONE}}<p>You have saved none. Each register's list has a way to save it as you see it.</p>{{/NONE}}
<ul class="wb-items">{{#VIEW}}<li><a href="{{ADDRESS}}">{{NAME}}</a> <span class="wb-quiet">{{REGISTER_TITLE}}</span>
<form class="wb-one" method="post" action="/views/delete"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="register" value="{{REGISTER}}"><input type="hidden" name="name" value="{{NAME}}"><button class="govuk-button govuk-button--secondary">Delete<span class="govuk-visually-hidden"> the view {{NAME}}</span></button></form></li>
{{/VIEW}}</ul>
