{{%AUTOESCAPE context="HTML"}}<div class="scroll" tabindex="0" role="region" aria-label="{{CAPTION}}"><table class="plain words"><caption>{{CAPTION}}</caption><thead><tr><th scope="col">{{FIRST}}{{#STATES}}<th scope="col">State{{/STATES}}{{#HEAD}}<th scope="col">{{TEXT}}{{/HEAD}}
{{#BODY}}<tbody{{#ANCHOR}} id="{{ANCHOR}}"{{/ANCHOR}}>
{{#HEADING}}<tr class="theme"><th scope="rowgroup" colspan="{{SPAN}}">{{TEXT}}
{{/HEADING}}{{#ROW}}<tr><th scope="row"><a href="{{ADDRESS}}">{{TITLE}}</a>{{#STATE}}<td>{{STATE}}{{/STATE}}{{#CELL}}<td>{{#PLAIN}}{{TEXT}}{{/PLAIN}}{{#LINK}}<a href="{{ADDRESS}}">{{TEXT}}</a>{{/LINK}}{{/CELL}}
{{/ROW}}{{/BODY}}</table></div>
{{#PAGES}}<nav aria-label="Pages of this list"><ol class="letters">{{#PAGE}}<li><a href="{{ADDRESS}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}><span class="govuk-visually-hidden">Page </span>{{N}}</a></li>
{{/PAGE}}</ol></nav>{{/PAGES}}
