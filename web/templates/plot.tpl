{{%AUTOESCAPE context="HTML"}}<div class="plot" data-table="{{TABLE}}"><svg class="chart" height="{{HEIGHT}}" role="img" aria-label="{{ALT}}">
<g id="{{ID}}-axes">{{#Y}}<text class="yt" x="-8" y="{{Y}}">{{T}}</text>{{/Y}}{{#X}}<text class="xt t{{TIER}}" x="{{X}}" y="{{AXIS}}">{{T}}</text>{{/X}}</g>
<svg viewBox="0 0 1000 520" width="100%" height="{{PLOT}}" preserveAspectRatio="none"><path class="g" id="{{ID}}-grid" d="{{GRID}}"/>{{#BAND}}<path class="band" d="{{BAND}}"/>{{/BAND}}{{#CENTRE}}<path class="mid" d="{{CENTRE}}"/>{{/CENTRE}}{{#WITHHELD}}<path class="held" d="{{WITHHELD}}"/>{{/WITHHELD}}<path class="line" id="{{ID}}" d="{{LINE}}"/>{{#DOTS}}<path class="dots" d="{{DOTS}}"/>{{/DOTS}}{{#HOLLOW}}<path class="hol1" d="{{HOLLOW}}"/><path class="hol2" d="{{HOLLOW}}"/>{{/HOLLOW}}</svg>
{{#BREAK}}<line class="brk" x1="{{X}}" x2="{{X}}" y2="{{PLOT}}"/><text class="bt-{{SIDE}}" x="{{X}}" y="-6">{{T}}</text>{{/BREAK}}
{{#MARK}}<use href="#s-{{SYMBOL}}" x="{{X}}" y="{{Y}}"/>{{/MARK}}
{{#USUAL}}<text class="lu" x="100%" y="{{Y}}">{{T}}</text>{{/USUAL}}
{{#LATEST}}<text class="lv" x="{{X}}" y="{{Y}}">{{T}}</text>{{/LATEST}}
</svg></div>
