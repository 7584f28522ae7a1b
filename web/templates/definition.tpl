{{%AUTOESCAPE context="HTML"}}<h2 id="definition">Definition</h2>
<dl class="dl">
{{#LINE}}<div><dt>{{NAME}}</dt><dd>{{VALUE}}</dd></div>
{{/LINE}}</dl>
{{#WITH}}<p>Read with <a href="{{ADDRESS}}">{{TEXT}}</a>.</p>{{/WITH}}
{{#SQL}}<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">The query, in SQL</span></summary><div class="govuk-details__text"><pre tabindex="0"><code>{{SQL}}</code></pre></div></details>{{/SQL}}
<h2>Source files</h2>
{{#NO_FILES}}<p>No file of this release feeds it.</p>{{/NO_FILES}}
<ul class="files">
{{#FILE}}<li>{{PATH}} <span class="in">{{ROWS}}</span></li>
{{/FILE}}</ul>
{{#MORE}}<p>And {{COUNT}}.</p>{{/MORE}}
<p><a href="/about/sources/">All files, what was used and what was refused</a></p>
