{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="en-GB" class="govuk-template">
<head>
<meta charset="utf-8">
<title>{{TITLE}} - {{SITE}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="{{ICON}}" type="image/svg+xml">
<link rel="stylesheet" href="{{CSS}}">
<script type="module" src="{{JS}}"></script>
{{#SCRIPT}}<script type="module" src="{{SCRIPT}}"></script>{{/SCRIPT}}
</head>
<body class="govuk-template__body">
<a href="#main" class="govuk-skip-link">Skip to main content</a>
<header>
{{#SYNTHETIC}}<p class="synthetic"><strong>SYNTHETIC</strong> Figures here are made up, to show how this works: none describes a real place or person. Records of what was promised or decided name their source.</p>{{/SYNTHETIC}}
{{#BOARD}}<p class="synthetic"><strong>NOT FOR PUBLICATION</strong> This edition shows figures that the public one withholds.</p>{{/BOARD}}
<div class="top"><div class="govuk-width-container top__row">
<a class="top__name" href="/">{{SITE}}</a>
<form class="find" action="/areas/" role="search"><label class="govuk-visually-hidden" for="find">Find an area by name</label><input class="find__input" id="find" name="q" type="search" placeholder="Borough or ward" autocomplete="off" data-areas="{{AREA_NAMES}}"><button class="find__button">Find area</button></form>
</div></div>
<nav class="nav" aria-label="Site"><div class="govuk-width-container"><ul>
{{#NAV}}<li><a href="{{ADDRESS}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{TEXT}}</a></li>{{/NAV}}
</ul></div></nav>
</header>
<div class="govuk-width-container">
<p class="stamp">Release {{RELEASE}}, {{DATE}}{{#LATEST}}. Data to {{LATEST}}{{/LATEST}}</p>
{{#CRUMBS}}<nav class="govuk-breadcrumbs" aria-label="Breadcrumb"><ol class="govuk-breadcrumbs__list"><li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="/">Home</a></li>
{{#CRUMB}}<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="{{ADDRESS}}">{{TEXT}}</a></li>{{/CRUMB}}
</ol></nav>{{/CRUMBS}}
<main id="main" tabindex="-1">
{{>MAIN}}
</main>
</div>
<footer class="foot"><div class="govuk-width-container">
<p>Release <a href="/about/releases/">{{RELEASE}}</a>, {{DATE}}.{{#MONTHS}} Data from {{MONTHS}}.{{/MONTHS}} Published by {{BODY_NAME}}.</p>
<ul><li><a href="/about/methods/">How verdicts are made</a></li><li><a href="/about/sources/">Sources</a></li><li><a href="/about/glossary/">Glossary</a></li><li><a href="/about/accessibility/">Accessibility</a></li>{{#CONTACT}}<li>Contact: {{CONTACT}}</li>{{/CONTACT}}</ul>
<p>Contains public sector information licensed under the <a href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" rel="license">Open Government Licence v3.0</a>.</p>
</div></footer>
<svg class="defs" width="0" height="0" aria-hidden="true"><defs><circle id="s-imp" class="imp" r="5.5"/><path id="s-wor" class="wor" d="M0-7 7 0 0 7-7 0z"/><path id="s-chg" class="chg" d="M-5-5H5V5H-5z"/><circle id="s-non" class="non" r="4.5"/><circle id="s-few" class="few" r="3"/></defs></svg>
</body>
</html>
