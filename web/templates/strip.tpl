{{%AUTOESCAPE context="HTML"}}<table class="strip"><caption>{{CAPTION}}</caption><thead><tr><th scope="col">{{FIRST}}<th scope="col">Recent years<th scope="col">Verdict, and change in 12 months
{{#THEME}}<tbody>{{#TITLE}}<tr class="theme"><th scope="rowgroup" colspan="3">{{TITLE}}{{/TITLE}}
{{#ROW}}<tr data-strength="{{STRENGTH}}"><th scope="row">{{#LINK}}<a href="{{ADDRESS}}">{{NAME}}</a>{{/LINK}}{{#PLAIN}}{{NAME}}{{/PLAIN}}<span class="now">{{LATEST}}</span><td>{{>SPARK}}<td><span class="v v-{{VERDICT}}">{{WORDS}}</span>{{#CHANGE}}<span class="by">{{CHANGE}}</span>{{/CHANGE}}
{{/ROW}}{{/THEME}}</table>
