{{%AUTOESCAPE context="HTML"}}<div class="plot"><svg class="chart" height="{{HEIGHT}}" role="img" aria-label="{{ALT}}">
{{#Y}}<text class="yt" x="-8" y="{{Y}}">{{T}}</text>{{/Y}}
{{#X}}<text class="xt t{{TIER}}" x="{{X}}" y="{{AXIS}}">{{T}}</text>{{/X}}
<svg viewBox="0 0 1000 520" width="100%" height="{{PLOT}}" preserveAspectRatio="none"><path class="g" d="{{GRID}}"/>{{#LIMITS}}<path class="lim" d="{{LIMITS}}"/>{{/LIMITS}}{{#CENTRE}}<path class="mid" d="{{CENTRE}}"/>{{/CENTRE}}<use href="#{{REF}}"/>{{#MARKS}}<path class="cm" d="{{MARKS}}"/>{{/MARKS}}</svg>
</svg></div>
