{{%AUTOESCAPE context="HTML"}}<h1>Accessibility</h1>
<p class="lead">These pages are made to be used by everyone, on a phone, by keyboard, with a screen reader, on paper, and without scripts.</p>
<h2>How to use them</h2>
<ul><li>Every chart has a table with every value, under it on the same page.</li><li>A chart can be read point by point: move to it with the Tab key, then use the left and right arrow keys, Home and End.</li><li>Verdicts are told by words and shapes as well as by colours: a disc for improving, a diamond for worsening, a square for changed.</li><li>Text may be enlarged to 200%, and pages read on screens 320 pixels wide, without loss.</li><li>Wide tables scroll sideways within the page; move to one with the Tab key and use the arrow keys.</li><li>Printing a page opens its tables.</li></ul>
<h2>How far they comply</h2>
<p>The pages are built to meet the Web Content Accessibility Guidelines version 2.2 at level AA. Every kind of page is tested by an automatic checker (axe) at 320 and 1280 pixels, with and without scripts, and by keyboard. Automatic tests find only part of what can go wrong.</p>
<h2>Tell us</h2>
<p>If you cannot use a page or need it in another form, {{BODY}} wants to know.{{#CONTACT}} Contact: {{CONTACT}}{{/CONTACT}}</p>
<p>If you are not happy with the answer, the <a href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a> can help.</p>
<p class="sub">Prepared with the release of {{DATE}}.</p>
