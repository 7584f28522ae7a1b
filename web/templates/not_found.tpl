{{%AUTOESCAPE context="HTML"}}<h1>Page not found</h1>
<p class="lead">There is no page at this address in this release.</p>
<p>Areas go by their official codes or names: <a href="/areas/">find an area</a>. Or start from <a href="/measures/">all measures</a> or <a href="/">what changed</a>.</p>
