{{%AUTOESCAPE context="HTML"}}<h1>How verdicts are made</h1>
<p class="lead">Figures go up and down every month for no reason at all. A verdict says whether a figure moved by more than that.</p>
<h2>The usual range</h2>
<p>For every figure we work out what to expect of each month: its usual level, its season, and how much it jumps about. That gives a band, the <strong>usual range</strong>, drawn in grey behind the line. In a place where nothing changes, about 95 months in 100 fall inside it.</p>
<p>One month outside the band is often chance: with hundreds of places and measures, some will be outside every month. So a point outside is marked, but it is not yet a verdict.</p>
<h2>The five verdicts</h2>
<dl class="dl">
<div><dt><span class="v v-imp">Improving</span></dt><dd>The figure has moved and stayed, in the direction that is better for this measure.</dd></div>
<div><dt><span class="v v-wor">Worsening</span></dt><dd>It has moved and stayed in the other direction.</dd></div>
<div><dt><span class="v v-chg">Changed, meaning undecided</span></dt><dd>It has really changed, but the figure alone cannot say whether that is good. More reports of domestic abuse may mean more abuse, or more people who dare to come forward.</dd></div>
<div><dt><span class="v v-non">No clear change</span></dt><dd>It has not moved by more than chance. Each chart says how large a change would have been noticed; a smaller one may have happened.</dd></div>
<div><dt><span class="v v-few">Not enough data</span></dt><dd>There are too few months, or too few cases, to tell anything.</dd></div>
</dl>
<h2>How a change is found</h2>
<p>We ask: if the figure had stepped to a new level at some time in the last two years and stayed there, how well would that fit? The best fitting step is held against what chance alone can do. Seasons are taken out first, and so is the habit of one month to resemble the next. The bar is set by trying the method on thousands of made-up series in which nothing changes: at most one in twenty is called a change by mistake.</p>
<p>A single odd month does not make a verdict, and a change stays on record until the figures undo it.</p>
<h2 id="many">Looking at many figures at once</h2>
<p>One mistake in twenty is too many when a thousand figures are looked at. So a change is called out on the front page and at the head of an area's page only if it stands after a stricter test over all areas and measures together, which keeps the share of false calls at about one in twenty of those called (Benjamini and Hochberg, 1995). The verdict of each single figure stands beside it in any case.</p>
<h2>Change in 12 months</h2>
<p>Beside the verdict stands the change of the latest 12 months on the 12 before, with a 95% interval: the range in which the true change probably lies. If the interval includes zero, the figure may not have changed.</p>
<h2>Comparing places</h2>
<p>There is no league table here. Somebody is always last, even if all places are alike. A <strong>funnel plot</strong> shows how far places would differ by chance: small places scatter more. Those outside the funnel deserve a question, not a rank.</p>
<h2>Withheld, missing, zero</h2>
<p>Small numbers about people are withheld so that nobody can be recognised, marked [c]; so are numbers that would give a withheld one away. A month without data is a gap, marked [x]. Zero means that we looked and there were none.</p>
<h2>The classical control chart</h2>
<p>Many readers know the control chart with its rules: a point outside the limits, seven in a row on one side. On figures with seasons those rules raise a false alarm in most stable series, so they do not decide here. The chart is there to see, under each figure.</p>
<h2 id="all">Every method</h2>
<ul class="list">
{{#METHOD}}<li><a href="{{ADDRESS}}">{{NAME}}</a><p>{{LEAD}}</p></li>
{{/METHOD}}</ul>
<p><a href="/about/glossary/">Glossary</a></p>
