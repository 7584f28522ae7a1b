{{%AUTOESCAPE context="HTML"}}<a class="govuk-back-link" href="{{BACK}}">Back to {{TITLE}}</a>
{{>ERRORS}}
<h1 class="govuk-heading-l">Draw a sample: {{TITLE}}</h1>
{{#PROMISE_FORM}}<p>A fair draw cannot be arranged: a secret seed is promised first, then the list is handed in, and what is picked follows from both. Anyone can check it afterwards.</p>
<form method="post" action="{{ACTION}}"><input type="hidden" name="csrf" value="{{CSRF}}"><div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="f--title">What is to be drawn from?</label><div class="govuk-hint" id="title-hint">For example, recordings of searches in June 2017</div><input class="govuk-input" id="f--title" name="title" type="text" value="{{NAME}}" aria-describedby="title-hint"></div><button class="govuk-button">Promise a seed</button></form>
<h2 class="govuk-heading-m">Draws</h2>{{/PROMISE_FORM}}
{{#NONE}}<p>None yet.</p>{{/NONE}}
<ul class="wb-items">{{#DRAW}}<li><a href="{{ADDRESS}}">{{NAME}}</a> <strong class="govuk-tag govuk-tag--{{COLOUR}}">{{STATE}}</strong> <span class="wb-quiet">{{WHEN}}</span></li>
{{/DRAW}}</ul>
{{#ONE}}<h2 class="govuk-heading-m">{{NAME}}</h2>
<p>{{BY}} had a seed made on {{WHEN}}. Nobody has seen it; its SHA-256 was noted then:</p>
<p><code>{{PROMISE}}</code></p>{{/ONE}}
{{#LIST_FORM}}<p>Give this promise to whoever shall be able to check the draw, before you hand in the list.</p>
<form method="post" action="{{ACTION}}" enctype="multipart/form-data" novalidate><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="draw" value="{{NUMBER}}">
<button class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">Draw</button>
<div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="f--list">The list</label><div class="govuk-hint" id="list-hint">One item a line; a comma before its team, if each team shall have its share</div><textarea class="govuk-textarea" id="f--list" name="list" rows="10" aria-describedby="list-hint">
{{LIST:p}}</textarea></div>
<div class="govuk-form-group"><label class="govuk-label" for="list-file">Or a file of it</label><input class="govuk-file-upload" id="list-file" name="file" type="file" accept=".csv,.txt"></div>
<div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="f--size">How many are to be picked?</label><input class="govuk-input govuk-input--width-5" id="f--size" name="size" type="text" inputmode="numeric" value="{{SIZE}}"></div>
{{#GROUP}}{{#GROUP_NAME}}<h3 class="govuk-heading-s">{{GROUP_NAME}}</h3>{{/GROUP_NAME}}
{{>FIELD}}
{{/GROUP}}
<button class="govuk-button">Draw</button></form>{{/LIST_FORM}}
{{#DRAWN}}<p>Drawn by {{BY}} on {{WHEN}}. The records were made with it.</p>
<dl class="govuk-summary-list"><div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Seed</dt><dd class="govuk-summary-list__value"><code>{{SEED}}</code></dd></div><div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">SHA-256 of the list</dt><dd class="govuk-summary-list__value"><code>{{LIST_HASH}}</code> <a href="{{LIST}}">The list</a></dd></div></dl>
<div class="scroll" tabindex="0" role="region" aria-label="Shares"><table class="govuk-table"><caption class="govuk-table__caption govuk-table__caption--s">Shares</caption><thead><tr><th scope="col">Team</th><th scope="col" class="govuk-table__header--numeric">On the list</th><th scope="col" class="govuk-table__header--numeric">Picked</th></tr></thead><tbody>{{#SHARE}}<tr><th scope="row">{{TEAM}}</th><td class="govuk-table__cell--numeric">{{ITEMS}}</td><td class="govuk-table__cell--numeric">{{PICKED}}</td></tr>{{/SHARE}}</tbody></table></div>
<div class="scroll" tabindex="0" role="region" aria-label="Picked"><table class="govuk-table"><caption class="govuk-table__caption govuk-table__caption--s">Picked</caption><thead><tr><th scope="col">Item</th><th scope="col">Team</th><th scope="col">Its SHA-256 with the seed</th></tr></thead><tbody>{{#PICK}}<tr><th scope="row">{{ITEM}}</th><td>{{TEAM}}</td><td><code>{{RANK}}</code></td></tr>{{/PICK}}</tbody></table></div>
<h3 class="govuk-heading-s">How to check it</h3>
<ol class="govuk-list govuk-list--number"><li>The seed is the one that was promised: <code>printf '%s' {{SEED}} | sha256sum</code> gives <code>{{PROMISE}}</code>.</li><li>The place of an item: <code>printf '%s\n%s' {{SEED}} ITEM | sha256sum</code>; for the first one picked that is <code>{{EXAMPLE_RANK}}</code>.</li><li>Do so for every item of the list. In each team the lowest are picked, as many as its share says.</li></ol>{{/DRAWN}}
