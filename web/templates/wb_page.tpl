{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="en-GB" class="govuk-template">
<head>
<meta charset="utf-8">
<title>{{TITLE}} - {{SITE}} workbench</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{{CSS}}">
</head>
<body class="govuk-template__body">
<a href="#main" class="govuk-skip-link">Skip to main content</a>
<header>
{{#SYNTHETIC}}<p class="synthetic"><strong>SYNTHETIC</strong> Figures and accounts here are made up, to show how this works.</p>{{/SYNTHETIC}}
<div class="wb-top"><div class="govuk-width-container wb-top__row"><a class="wb-top__name" href="/">{{SITE}} workbench</a>
{{#WHO}}<div class="wb-top__who"><a href="/account/">{{NAME}}</a>{{#AREAS}}<span>{{AREAS}}</span>{{/AREAS}}<form method="post" action="/sign-out"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="wb-link" type="submit">Sign out</button></form></div>{{/WHO}}</div></div>
<nav class="wb-nav" aria-label="Workbench"><div class="govuk-width-container"><ul>
{{#NAV}}<li><a href="{{ADDRESS}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{TEXT}}</a></li>{{/NAV}}
</ul></div></nav>
</header>
<div class="govuk-width-container">
<main id="main" tabindex="-1">
{{>MAIN}}
</main>
</div>
<footer class="wb-foot"><div class="govuk-width-container"><p>{{BODY_NAME}}. What you read and change here is recorded.{{#PUBLIC}} <a class="govuk-link" href="{{PUBLIC}}">The public site</a>{{/PUBLIC}}</p></div></footer>
</body>
</html>
