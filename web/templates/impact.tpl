{{%AUTOESCAPE context="HTML"}}<h1>Impact assessments</h1>
<p class="lead">What policies are likely to do to people whom the law protects from discrimination, and to the aims of the body as a whole. People judge; the figures of this release stand beside each judgement and say where the two do not agree.</p>
<ul class="list">
{{#POLICY}}<li><a href="{{ADDRESS}}">{{TITLE}}</a> <strong class="tag">{{STATUS}}</strong>{{#OVERDUE}} <strong class="tag">Review overdue</strong>{{/OVERDUE}}<p>{{ABOUT}}</p><p class="sub">{{OWNER}}, {{DATE}}; to be reviewed on {{REVIEW}}. {{CALLS}}.</p></li>
{{/POLICY}}</ul>
<h2>All judgements</h2>
<div class="scroll" tabindex="0" role="region" aria-label="All judgements"><table class="plain"><caption>The likely effect of each policy, as it is judged</caption><thead><tr><th scope="col">Who or what{{#HEAD}}<th scope="col">{{TITLE}}{{/HEAD}}<tbody>
{{#ROW}}<tr><th scope="row">{{TITLE}}{{#CELL}}<td>{{EFFECT}}{{#DISAGREES}} <strong class="tag">figures do not agree</strong>{{/DISAGREES}}{{/CELL}}
{{/ROW}}</table></div>
<h2>What the rules call out</h2>
<ul class="list">
<li><strong>Figures do not agree.</strong> No effect is known, or it is judged positive, and a figure named as evidence has a verdict of having worsened. The policy need not be the cause: somebody has to look.</li>
<li><strong>Overdue.</strong> A review or something promised against a harm whose day is before this release.</li>
<li><strong>No action against harm.</strong> The effect is judged negative or mixed, and nothing stands against it.</li>
<li><strong>Gaps.</strong> There is no judgement, no measure speaks to it, the measure has nothing that may be shown, or the effect is not known and nothing says what would tell. A gap is no sign that there is no effect.</li>
</ul>
<p>Download: <a href="/data/impact.csv">judgements and figures</a>, <a href="/data/impact-calls.csv">what owners are called to</a>, <a href="/api/v1/impact.json">all of it as JSON</a>.</p>
