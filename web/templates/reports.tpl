{{%AUTOESCAPE context="HTML"}}<h1>Reports</h1>
<p class="lead">What is printed: each as a web page, a spreadsheet and a PDF, from the same figures as every other page here.</p>
<ul class="list">
{{#REPORT}}<li><a href="{{ADDRESS}}"><strong>{{TITLE}}</strong></a>{{#ABOUT}}<p class="sub">{{ABOUT}}</p>{{/ABOUT}}<p class="sub">{{EDITIONS}}</p></li>
{{/REPORT}}</ul>
