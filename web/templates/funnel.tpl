{{%AUTOESCAPE context="HTML"}}<figure class="fig"><figcaption><h3>{{OUTSIDE_COUNT}} of {{COUNT}} outside what chance would give</h3><p class="sub">{{PERIOD}}. Each point is an area; to the right, those with more {{BASE}}. Points inside the funnel ({{MIDDLE}} in the middle) differ by no more than {{DIFFER}}.</p></figcaption>
<div class="plot"><svg class="chart" height="290" role="img" aria-label="{{ALT}}">
{{#Y}}<text class="yt" x="-8" y="{{Y}}">{{T}}</text>{{/Y}}
<svg viewBox="0 0 1000 520" width="100%" height="260" preserveAspectRatio="none"><path class="g" d="{{GRID}}"/><path class="band2" d="{{OUTER}}"/><path class="band" d="{{INNER}}"/><path class="mid" d="{{CENTRE}}"/><path class="dots" d="{{INSIDE}}"/></svg>
{{#OUTSIDE}}<use href="#s-chg" x="{{X}}" y="{{Y}}"/><text class="fn-{{ANCHOR}}" x="{{X}}" y="{{Y}}">{{NAME}}</text>{{/OUTSIDE}}
<text class="pl" x="0" y="282">{{LOW}} {{BASE}}</text><text class="ph" x="100%" y="282">{{HIGH}} {{BASE}}</text></svg></div>
<p class="facts">Inner band 95%, outer band 99.8% limits{{#ADJUSTED}}, widened because areas differ by more than chance{{/ADJUSTED}}. Outside is a reason to look, not a rank.</p></figure>
