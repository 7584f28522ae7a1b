{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{{NAME}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={{ADDRESS}}">
</head>
<body>
<main>
<h1>{{NAME}}</h1>
<p>This page is at <a href="{{ADDRESS}}">{{ADDRESS}}</a>.</p>
</main>
</body>
</html>
