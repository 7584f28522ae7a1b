{{%AUTOESCAPE context="HTML"}}<h1>Releases</h1>
<p class="lead">A release is never edited. A correction is a new release that lists the figures it changed.</p>
<h2>This release</h2>
<dl class="dl"><div><dt>Identity</dt><dd><code>{{ID}}</code></dd></div><div><dt>Date</dt><dd>{{DATE}}</dd></div>{{#MONTHS}}<div><dt>Data</dt><dd>{{MONTHS}}</dd></div>{{/MONTHS}}<div><dt>Program</dt><dd>Peelian {{VERSION}}</dd></div>{{#PREVIOUS}}<div><dt>Release before</dt><dd><code>{{PREVIOUS}}</code></dd></div>{{/PREVIOUS}}</dl>
<p>The identity is a fingerprint of everything that went in: source files, definitions, program. The same inputs give the same release.</p>
<h2>What changed since the release before</h2>
{{#FIRST}}<p>This is the first release.</p>{{/FIRST}}
{{#SAME}}<p>No figure that both releases hold has changed.</p>{{/SAME}}
{{#REVISIONS}}<p>{{COUNT}} changed.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Figures that changed"><table class="plain"><caption>Figures that changed</caption><thead><tr><th scope="col">Figure<th scope="col">Area<th scope="col">Period<th scope="col">Before<th scope="col">Now<tbody>
{{#REVISION}}<tr><th scope="row"><a href="{{ADDRESS}}">{{MEASURE}}</a><td>{{AREA}}<td>{{PERIOD}}<td>{{BEFORE}}<td>{{AFTER}}
{{/REVISION}}</table></div>{{#MORE}}<p>And {{COUNT}} more, marked as revised in the data files.</p>{{/MORE}}{{/REVISIONS}}
