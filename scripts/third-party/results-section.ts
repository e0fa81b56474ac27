const HEADING = '## Ordinary clients';

/** The document of `npm run results:third-party` as a section of another page, one level deeper. */
export function clientsSection(document: string): string {
  const [, ...rest] = document.split('\n');
  return [HEADING, ...rest].join('\n').replaceAll(/^## (?!Ordinary clients$)/gm, '### ');
}

/** The page of results with that section at its end, in place of the one that it has. */
export function withClients(page: string, document: string): string {
  const start = page.indexOf(`\n${HEADING}\n`);
  const before = start < 0 ? page : page.slice(0, start);
  return `${before.trimEnd()}\n\n${clientsSection(document)}`;
}
