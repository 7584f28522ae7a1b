{{%AUTOESCAPE context="HTML"}}<h2>Protected characteristics</h2>
<p class="sub">The nine of the Equality Act 2010. Judgements are people's; figures, verdicts and what is missing are worked out from this release.</p>
{{#CHARACTERISTIC}}<section><h3>{{TITLE}}{{#EFFECT}}: {{EFFECT}}{{/EFFECT}}</h3>
{{>JUDGEMENT}}</section>
{{/CHARACTERISTIC}}
{{#OBJECTIVES}}<h2>Impact objectives</h2>
{{#OBJECTIVE}}<section><h3>{{TITLE}}{{#EFFECT}}: {{EFFECT}}{{/EFFECT}}</h3>
<p class="sub">{{TEXT}}</p>
{{>JUDGEMENT}}</section>
{{/OBJECTIVE}}{{/OBJECTIVES}}
