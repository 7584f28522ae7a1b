{{%AUTOESCAPE context="HTML"}}<h1>Sources</h1>
<p class="lead">{{FILES}} were read: {{ROWS}} used, {{REFUSED}} refused.</p>
{{#NO_FILES}}<p>This release lists no source files.</p>{{/NO_FILES}}
{{#SOURCE}}<h2>{{NAME}}</h2>
<p class="sub">{{SUM}}.</p>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Files of {{NAME}}</span></summary><div class="scroll" tabindex="0" role="region" aria-label="Files of {{NAME}}"><table class="plain"><caption>Files of {{NAME}}</caption><thead><tr><th scope="col">File<th scope="col">Status<th scope="col">Months<th scope="col">Rows<th scope="col">Refused<th scope="col">Remark<tbody>
{{#FILE}}<tr><th scope="row">{{PATH}}<td>{{STATUS}}<td>{{MONTHS}}<td>{{ROWS}}<td>{{REJECTED}}<td>{{REMARK}}
{{/FILE}}</table></div></details>
{{/SOURCE}}
<p><a href="/data/sources.csv">All files with their fingerprints (CSV)</a></p>
<h2>What was refused</h2>
{{#NO_REJECTS}}<p>No row was refused.</p>{{/NO_REJECTS}}
{{#REJECTS}}<p>{{COUNT}} could not be read as what they should be. Each is kept with its file, line and reason: <a href="/data/rejects.csv">all refused rows (CSV)</a>.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Refused rows by reason"><table class="plain"><caption>Refused rows by reason</caption><thead><tr><th scope="col">Reason<th scope="col">Column<th scope="col">Rows<tbody>
{{#REASON}}<tr><th scope="row">{{REASON}}<td>{{COLUMN}}<td>{{N}}
{{/REASON}}</table></div>{{#MORE}}<p>And {{COUNT}}.</p>{{/MORE}}{{/REJECTS}}
{{#REVISIONS}}<h2>What a later download changed</h2>
<ul class="list">
{{#REVISION}}<li>{{PARTITION}}<p>{{ROWS}}. {{BEFORE}} was replaced by {{AFTER}}.</p>{{#CHANGE}}<p class="sub">{{TEXT}}</p>{{/CHANGE}}</li>
{{/REVISION}}</ul>{{/REVISIONS}}
