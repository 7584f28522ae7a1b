{{%AUTOESCAPE context="HTML"}}<a class="govuk-back-link" href="{{BACK}}">Back to {{TITLE}}</a>
{{>ERRORS}}
<h1 class="govuk-heading-l">Import: {{TITLE}}</h1>
{{#DONE}}<div class="govuk-panel govuk-panel--confirmation" role="status"><h2 class="govuk-panel__title">Imported</h2><div class="govuk-panel__body">{{MADE}}, {{CHANGED}}</div></div>{{/DONE}}
{{#SEEN}}<h2 class="govuk-heading-m">What {{NAME}} would do</h2>
<ul class="wb-tracker"><li><strong>{{MADE}}</strong> New</li><li><strong>{{CHANGED}}</strong> Changed</li><li><strong>{{UNCHANGED}}</strong> As they are</li></ul>{{/SEEN}}
{{#PROBLEMS}}<p>Nothing was imported. Put these right in the file and send it again.</p>
<div class="scroll" tabindex="0" role="region" aria-label="{{COUNT}}"><table class="govuk-table"><caption class="govuk-table__caption govuk-table__caption--m">{{COUNT}}</caption><thead><tr><th scope="col">Row</th><th scope="col">Column</th><th scope="col">Problem</th></tr></thead><tbody>
{{#PROBLEM}}<tr><th scope="row">{{ROW}}</th><td>{{COLUMN}}</td><td>{{MESSAGE}}</td></tr>
{{/PROBLEM}}</tbody></table></div>{{#MORE}}<p>And {{N}} more.</p>{{/MORE}}{{/PROBLEMS}}
{{#UPLOAD}}<p>A CSV file or a spreadsheet with a heading, one record a row. A row with an ID changes that record; one without makes a new one. Nothing is changed before you have seen what would be.</p>
<p><a href="{{EXAMPLE}}">An empty table with the right headings</a></p>
<form method="post" action="{{ACTION}}" enctype="multipart/form-data"><input type="hidden" name="csrf" value="{{CSRF}}">
<div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="f--file">File</label>{{#BAD}}<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {{MESSAGE}}</p>{{/BAD}}<input class="govuk-file-upload" id="f--file" name="file" type="file" accept=".csv,.xlsx"></div>
<button class="govuk-button" name="step" value="check">Look at it first</button></form>{{/UPLOAD}}
{{#NOTHING}}<p>The file says nothing that the register does not say already.</p>{{/NOTHING}}
{{#CONFIRM}}<form method="post" action="{{ACTION}}"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="file" value="{{FILE}}"><div class="govuk-button-group"><button class="govuk-button" name="step" value="import">Import {{WHAT}}</button> <a class="govuk-link" href="{{BACK}}">Cancel</a></div></form>{{/CONFIRM}}
