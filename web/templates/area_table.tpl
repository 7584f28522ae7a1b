{{%AUTOESCAPE context="HTML"}}<div class="scroll" tabindex="0" role="region" aria-label="{{CAPTION}}"><table class="areas"><caption>{{CAPTION}}</caption><thead><tr><th scope="col">Area<th scope="col">Verdict<th scope="col">{{LATEST}}<th scope="col">Change in 12 months<th scope="col">95% interval<tbody>
{{#ROW}}<tr data-code="{{CODE}}"><th scope="row"><a href="{{ADDRESS}}">{{NAME}}</a><td><span class="v v-{{VERDICT}}">{{WORDS}}</span><td>{{VALUE}}<td>{{CHANGE}}<td>{{INTERVAL}}
{{/ROW}}</table></div>
