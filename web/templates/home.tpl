{{%AUTOESCAPE context="HTML"}}<h1>{{SITE}}</h1>
<p class="lead">Of {{ALL}} for the force and its boroughs: <strong>{{CALLED_COUNT}} really changed</strong>, {{SEEM_COUNT}} look different from a year ago but may be chance, and {{FEW}} cannot be told.</p>
<form class="find find--home" action="/areas/" role="search"><label for="find-home">Find your area</label><div><input class="find__input" id="find-home" name="q" type="search" autocomplete="off" data-areas="{{AREA_NAMES}}"><button class="find__button">Find</button></div></form>
<h2>What really changed</h2>
{{#NOTHING_CALLED}}<p>Nothing stands out in this release once chance is allowed for.</p>{{/NOTHING_CALLED}}
<ul class="called">
{{#CALLED}}<li><h3><a href="{{ADDRESS}}">{{NAME}}</a></h3>
{{#FORCE}}<div class="called__force">{{>SPARK}}<p><span class="v v-{{VERDICT}}">{{WORDS}}</span> {{SENTENCE}} <a href="{{ADDRESS}}">See the chart<span class="govuk-visually-hidden"> of {{CHART}}</span></a></p></div>{{/FORCE}}
{{#GROUP}}<p><span class="v v-{{VERDICT}}">{{WORDS}}</span> in {{COUNT}}: {{NAMES}}</p>{{/GROUP}}</li>
{{/CALLED}}</ul>
{{#MORE}}<h3>{{COUNT}} more</h3>
<ul class="list">{{#OTHER}}<li><a href="{{ADDRESS}}">{{NAME}}</a> <span class="v v-{{VERDICT}}">{{WORDS}}</span></li>
{{/OTHER}}</ul>{{/MORE}}
{{#LOCAL}}<h3>In some boroughs only</h3>
<ul class="called called--short">
{{#CALLED}}<li><a href="{{ADDRESS}}">{{NAME}}</a>
{{#GROUP}}<p><span class="v v-{{VERDICT}}">{{WORDS}}</span> in {{COUNT}}: {{NAMES}}</p>{{/GROUP}}</li>
{{/CALLED}}</ul>{{/LOCAL}}
<h2>What only looks like it</h2>
{{#NOTHING_SEEMS}}<p>No figure differs much from a year ago without being a real change.</p>{{/NOTHING_SEEMS}}
<ul class="list">
{{#SEEMS}}<li><a href="{{ADDRESS}}">{{NAME}}</a><p>{{CHANGE}} than a year before ({{VALUE}}), but its usual range is {{RANGE}}: it may be chance.</p></li>
{{/SEEMS}}</ul>
{{#MORE_SEEM}}<p>{{SEEM_COUNT}} in all. Each area's page has its own.</p>{{/MORE_SEEM}}
<h2>What cannot be told</h2>
{{#ALL_TOLD}}<p>Every figure of the force and its boroughs could be judged.</p>{{/ALL_TOLD}}
{{#UNDECIDED}}<p>A real change, but more reports may mean more harm or more people coming forward: {{#MEASURE}}<a href="{{ADDRESS}}">{{NAME}}</a> ({{PLACES}}){{#MEASURE_separator}}, {{/MEASURE_separator}}{{/MEASURE}}.</p>{{/UNDECIDED}}
{{#TOO_FEW}}<p>Too few cases or too short a time: {{#MEASURE}}<a href="{{ADDRESS}}">{{NAME}}</a> ({{PLACES}}){{#MEASURE_separator}}, {{/MEASURE_separator}}{{/MEASURE}}.</p>{{/TOO_FEW}}
<h2>What to know about this data</h2>
{{#NO_NOTES}}<p>No gaps were noted.</p>{{/NO_NOTES}}
<ul>
{{#NOTE}}<li>{{TEXT}}</li>
{{/NOTE}}{{#REVISED}}<li>Some figures changed since the last release. <a href="/about/releases/">See which</a></li>{{/REVISED}}
</ul>
<p><a href="/about/checks/">What was checked</a>, <a href="/about/sources/">what was read and what was refused</a>, <a href="/about/methods/">how verdicts are made</a>.</p>
<nav aria-labelledby="more"><h2 id="more">Read on</h2><ul class="columns">{{#THEME}}<li><a href="{{ADDRESS}}">{{TEXT}}</a></li>{{/THEME}}{{#OBJECTIVE}}<li><a href="{{ADDRESS}}">{{TEXT}}</a></li>{{/OBJECTIVE}}{{#REGISTER}}<li><a href="{{ADDRESS}}">{{TEXT}}</a></li>{{/REGISTER}}{{#RECORD}}<li><a href="/record/">The record: everything promised, decided and answered</a></li>{{/RECORD}}<li><a href="/measures/">All measures</a></li><li><a href="/areas/">All areas</a></li><li><a href="/data/">Download the data</a></li></ul></nav>
