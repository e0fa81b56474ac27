import { readFileSync } from 'node:fs';
import { FONT_FILES } from '../charts/png.ts';
import { PALETTE } from '../charts/palette.ts';
import type { Findings } from '../findings/all-findings.ts';
import type { ReportModel } from '../model/report-model.ts';
import { type Html, html, Html as Markup } from './html.ts';
import { armsSection } from './sections/arms.ts';
import { faultsSection } from './sections/faults.ts';
import { type Drawn, figuresSection } from './sections/figures.ts';
import { findingsSection } from './sections/findings.ts';
import { topSection } from './sections/top.ts';
import { trustSection } from './sections/trust.ts';
import { worstSection } from './sections/worst.ts';

const CSS = new URL('report.css', import.meta.url);

const NAVIGATION = [
  ['findings', 'Findings'],
  ['success-section', 'Success'],
  ['verdicts-section', 'Left behind'],
  ['cost', 'Cost'],
  ['faults-section', 'Faults'],
  ['worst', 'Worst runs'],
  ['trust', 'Checks'],
] as const;

/**
 * The whole report as one page. Its policy forbids every request, and it holds no script: it works
 * from a mail attachment as from a server.
 */
export function page(model: ReportModel, findings: Findings, drawn: Drawn): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="chaos-lab ${model.manifest.versions.lab}">
<title>${model.run}: ${findings.title.headline}</title>
<style>${styles()}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<nav aria-label="Sections"><p>Chaos Lab</p>
<ul>${NAVIGATION.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul>
${themes()}</nav>
<main>
${topSection(model, findings)}
${armsSection(model)}
${findingsSection(findings)}
${figuresSection(model, drawn)}
${faultsSection(model, drawn)}
${worstSection(model)}
${trustSection(model)}
</main>
</body>
</html>
`.text;
}

/** Light, dark, or what the reader's system says; the style sheet looks which one is checked. */
function themes(): Html {
  const choice = (value: string, label: string, checked: boolean): Html =>
    html`<label><input type="radio" name="theme" id="theme-${value}"${checked && html` checked`}><span>${label}</span></label>`;
  return html`<fieldset class="themes"><legend class="hidden">Colours</legend>${choice('auto', 'Auto', true)}${choice('light', 'Light', false)}${choice('dark', 'Dark', false)}</fieldset>`;
}

function styles(): Html {
  const variables = (side: 'light' | 'dark'): string =>
    Object.entries(PALETTE)
      .map(([name, colours]) => `--${name}:${colours[side]}`)
      .join(';');
  const face = (file: string, weight: number): string => {
    const font = readFileSync(file).toString('base64');
    return `@font-face{font-family:Figtree;font-weight:${weight};src:url(data:font/ttf;base64,${font})}`;
  };
  return new Markup(
    [
      face(FONT_FILES.regular, 400),
      face(FONT_FILES.semiBold, 600),
      `:root{${variables('light')}}`,
      `@media(prefers-color-scheme:dark){:root{${variables('dark')}}}`,
      `:root:has(#theme-light:checked){${variables('light')}}`,
      `:root:has(#theme-dark:checked){${variables('dark')}}`,
      readFileSync(CSS, 'utf8'),
    ].join('\n'),
  );
}
