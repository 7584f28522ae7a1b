{{%AUTOESCAPE context="HTML"}}<svg class="dotplot" height="{{ALL}}" role="img" aria-label="{{ALT}}"><svg viewBox="0 0 1000 {{HEIGHT}}" width="100%" height="{{HEIGHT}}" preserveAspectRatio="none"><path class="g" d="{{GRID}}"/><path class="pi" d="{{INTERVALS}}"/></svg><line class="zero" x1="{{ZERO}}" x2="{{ZERO}}" y2="{{HEIGHT}}"/>
{{#DOT}}<use href="#s-{{SYMBOL}}" x="{{X}}" y="{{Y}}"/><text class="dn" x="-10" y="{{TY}}">{{NAME}}</text>
{{/DOT}}{{#TICK}}<text class="xt" x="{{X}}" y="{{LABELS}}">{{T}}</text>{{/TICK}}</svg>
