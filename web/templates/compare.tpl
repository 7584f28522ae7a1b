{{%AUTOESCAPE context="HTML"}}<h1>Compare areas</h1>
<p class="lead">Places differ in size, in who lives there and in who passes through. Put them side by side to ask questions, not to rank them.</p>
<form class="compare" id="compare" action="/compare/" hidden>
<fieldset><legend>Two to four areas</legend><div class="compare__areas" id="compare-areas"></div></fieldset>
<p><label for="compare-measure">Measure</label> <select id="compare-measure" name="measure">
{{#MEASURE}}<option value="{{ID}}" data-unit="{{UNIT}}" data-percent="{{PERCENT}}" data-kind="{{KIND}}" data-json="{{JSON}}">{{NAME}}</option>
{{/MEASURE}}</select></p>
<p><button class="button">Show</button></p>
</form>
<datalist id="compare-names">{{#AREA}}<option value="{{CODE}}">{{NAME}}</option>{{/AREA}}</datalist>
<div id="compare-result" aria-live="polite"></div>
<h2>Latest values</h2>
<p class="sub">[c] withheld to protect people, [x] no data. Areas stand in the order of names.</p>
{{#THEME}}<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">{{THEME}}</span></summary>
{{#TABLE}}<div class="scroll" tabindex="0" role="region" aria-label="{{CAPTION}}"><table class="matrix"><caption>{{CAPTION}}</caption><thead><tr><th scope="col">Area{{#COLUMN}}<th scope="col"><a href="{{ADDRESS}}">{{NAME}}</a> <span class="in">{{PERIOD}}</span>{{/COLUMN}}<tbody>
{{#ROW}}<tr><th scope="row"><a href="{{ADDRESS}}">{{NAME}}</a>{{#CELL}}<td>{{V}}{{/CELL}}
{{/ROW}}</table></div>
{{/TABLE}}</details>
{{/THEME}}
