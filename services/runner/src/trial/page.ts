import { readFileSync } from 'node:fs';
import { type Html, html, Html as Markup } from '../report/html/html.ts';

const CSS = new URL('page.css', import.meta.url);

/** A page that asks for nothing and runs nothing: it works from a mail as from a server. */
export function smallPage(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(readFileSync(CSS, 'utf8'))}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`.text;
}
