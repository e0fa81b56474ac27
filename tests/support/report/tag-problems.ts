const VOID = new Set(['meta', 'br', 'input', 'img', 'hr', 'link', '!doctype']);

/** Elements of a page that are closed out of order or not at all; [] where markup is balanced. */
export function tagProblems(page: string): string[] {
  const open: string[] = [];
  const problems: string[] = [];
  const body = page.replace(/<style>.*?<\/style>/s, '');
  for (const [tag, slash, name = ''] of body.matchAll(/<(\/?)([a-z!][a-z0-9]*)[^>]*>/gi)) {
    const element = name.toLowerCase();
    if (VOID.has(element) || tag.endsWith('/>')) continue;
    if (slash === '') open.push(element);
    else if (open.pop() !== element) problems.push(`${tag} closes something else`);
  }
  return [...problems, ...open.map((element) => `<${element}> is never closed`)];
}
