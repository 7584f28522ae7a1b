{{%AUTOESCAPE context="HTML"}}<h1>Checks</h1>
<p class="lead">Before a release can be published its figures are checked: that parts add up to totals, that no month is missing or cut short, that nothing leaps without reason. {{COUNT}} in this release.</p>
<p><a href="/data/checks.csv">All findings (CSV)</a></p>
{{#NONE}}<p>No check found anything odd.</p>{{/NONE}}
{{#LEVEL}}<h2>{{LEVEL}}</h2>
<ul class="list">
{{#FINDING}}<li><strong>{{SUBJECT}}</strong> <span class="in">{{CHECK}}</span><p>{{MESSAGE}}</p>{{#ANSWER}}<p class="answer">{{TEXT}} <span class="in">{{WHO}}</span></p>{{/ANSWER}}</li>
{{/FINDING}}</ul>
{{/LEVEL}}
