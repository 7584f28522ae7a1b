{{%AUTOESCAPE context="HTML"}}<h1>About</h1>
<p class="lead">{{SITE}} is published by {{BODY}}. It says what changed in policing and crime, what may only be chance, and what cannot be told, and shows the working.</p>
<ul class="list">
<li><a href="/about/methods/">How verdicts are made</a><p>Written for readers who are no statisticians.</p></li>
<li><a href="/about/sources/">Sources</a><p>The files that were read, and the rows that were refused.</p></li>
<li><a href="/about/checks/">Checks</a><p>What was found odd, and how it was explained.</p></li>
{{#CLAIMS}}<li><a href="/claims/">What was stated in print</a><p>Figures from published documents, held against each other and against ours.</p></li>
{{/CLAIMS}}<li><a href="/about/releases/">Releases</a><p>This release, the one before, and the figures that changed.</p></li>
<li><a href="/about/glossary/">Glossary</a><p>Words used here.</p></li>
<li><a href="/about/accessibility/">Accessibility</a><p>How these pages may be used, and what to do if one fails you.</p></li>
</ul>
{{#CONTACT}}<p>Contact: {{CONTACT}}</p>{{/CONTACT}}
<p class="sub">Made with Peelian {{VERSION}}, publication profile {{PROFILE}}.</p>
