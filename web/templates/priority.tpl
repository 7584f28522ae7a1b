{{%AUTOESCAPE context="HTML"}}<p class="kicker"><a href="{{AREA_ADDRESS}}">{{AREA}}</a></p>
<h1>{{TITLE}}</h1>
{{#NO_CHOICE}}<p class="lead">No choice is on record. Each {{WHAT}} chooses {{CHOOSE}} of crime a year.</p>{{/NO_CHOICE}}
{{#CHOICE}}<h2>Chosen for {{YEAR}}</h2>
<ul class="changes">
{{#CHOSEN}}<li><strong>{{TITLE}}</strong>{{#JUDGED}} <span class="v v-{{VERDICT}}">{{WORDS}}</span><p>{{SENTENCE}}</p>{{/JUDGED}}</li>
{{/CHOSEN}}</ul>
<p>Agreed on {{AGREED}} by {{PARTIES}}.{{#WHY}} {{WHY}}{{/WHY}}</p>
{{#CHANGE}}<p><strong>Changed on {{DATE}}:</strong> {{IN}} in place of {{OUT}}. {{WHY}} Agreed by {{PARTIES}}.</p>
{{/CHANGE}}{{/CHOICE}}
{{#SINCE}}<h2>Since it was agreed</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Since it was agreed"><table class="plain"><caption>Whole months since the choice, and the same months a year before</caption><thead><tr><th scope="col">Priority<th scope="col">Months<th scope="col">Number<th scope="col">A year before<th scope="col">Change<tbody>
{{#ROW}}<tr><th scope="row"><a href="{{ADDRESS}}">{{TITLE}}</a><td>{{MONTHS}}<td>{{AFTER}}<td>{{BEFORE}}<td>{{CHANGE}}
{{/ROW}}</table></div>
<p class="sub">Two numbers always differ. Whether it is more than chance, the verdict says.</p>{{/SINCE}}
{{#TRACKED}}<h2>How the priorities go</h2>
<p class="sub">The grey band is the usual range.</p>
{{>STRIP}}{{/TRACKED}}
{{#EARLIER}}<p>In {{YEAR}}: {{CHOSEN}}.</p>{{/EARLIER}}
{{#PACK}}<h2>The evidence for a choice</h2>
<p>{{NAMED}}. They give reasons and never choose; the order is the same everywhere and no ranking. <a href="/priorities/">How they give a reason, and what others chose</a></p>
{{#CANDIDATE}}<h3>{{TITLE}}</h3>
<div class="scroll" tabindex="0" role="region" aria-label="{{TITLE}}"><table class="plain"><caption>{{TITLE}}: {{REASONS}}</caption><thead><tr><th scope="col">Evidence<th scope="col">What it says<th scope="col">By the rules<tbody>
{{#ROW}}<tr><th scope="row">{{KIND}}<td>{{SENTENCE}}{{#ADDRESS}} <a href="{{ADDRESS}}">{{/ADDRESS}}{{NAME}}{{#ADDRESS}}</a>{{/ADDRESS}}<td>{{#REASON}}<strong class="tag">A reason</strong>{{/REASON}}
{{/ROW}}</table></div>
{{/CANDIDATE}}
<p class="sub">What people who live there and the police know beside the figures belongs to a choice as well.</p>{{/PACK}}
