{{%AUTOESCAPE context="HTML"}}<h1>Evaluations</h1>
<p class="lead">Something was done: did it make a difference? Each report holds what happened against what would have happened without it, says what that rests on, and may say that nobody can tell.</p>
<ul class="list">
{{#EVALUATION}}<li><a href="{{ADDRESS}}">{{TITLE}}</a> <span class="v v-{{SYMBOL}}">{{WORDS}}</span><p>{{QUESTION}}</p><p class="sub">{{CONCLUSION}}</p></li>
{{/EVALUATION}}</ul>
<p><a href="/about/methods/evaluations/">How we ask whether something worked</a></p>
