{{%AUTOESCAPE context="HTML"}}<figure class="fig" id="{{ID}}"><figcaption>{{#H2}}<h2>{{TITLE}}</h2>{{/H2}}{{#H3}}<h3>{{TITLE}}</h3>{{/H3}}{{#REST}}<p>{{REST}}</p>{{/REST}}{{#SUBTITLE}}<p class="sub">{{SUBTITLE}}</p>{{/SUBTITLE}}</figcaption>
{{>PLOT}}
{{#KEY}}<p class="key">{{#IMP}}<span class="v v-imp">outside its usual range, improving</span> {{/IMP}}{{#WOR}}<span class="v v-wor">outside its usual range, worsening</span> {{/WOR}}{{#CHG}}<span class="v v-chg">outside its usual range</span> {{/CHG}}{{#PROVISIONAL}}<span>Hollow points are provisional.</span> {{/PROVISIONAL}}{{#WITHHELD}}<span>A dash on the axis is a value withheld to protect people.</span> {{/WITHHELD}}{{#MISSING}}<span>A gap is a period without data.</span> {{/MISSING}}{{#OWN}}<span>The scale does not start at zero.</span>{{/OWN}}</p>{{/KEY}}
<p class="facts">{{#SMALLEST}}<span>{{SMALLEST}}</span> {{/SMALLEST}}{{#BASE}}<span>Based on {{BASE}}.</span> {{/BASE}}{{#SOURCE}}<span>Source: {{SOURCE}}.</span> {{/SOURCE}}<span>Updated {{DATE}}.</span></p>
<p class="links">{{#LINK}}<a href="{{ADDRESS}}">{{TEXT}}</a> {{/LINK}}</p>
</figure>
