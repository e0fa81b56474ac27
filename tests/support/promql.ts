const WORDS = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan']);
const GROUPING = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g;
const SELECTOR = /(?<![\w.$:])([a-zA-Z_:][\w:]*)(?![\w:])\s*(\{[^}]*\})?(?!\s*\()/g;

export type Names = {
  /** Each metric that is selected, with the labels it is selected by. */
  readonly metrics: ReadonlyMap<string, ReadonlySet<string>>;
  /** Labels that results are grouped or matched by. */
  readonly grouping: ReadonlySet<string>;
};

/**
 * The names in a PromQL expression. Knows as much of the language as the lab's expressions use;
 * whether an expression is well-formed is promtool's to say.
 */
export function namesIn(expression: string): Names {
  const grouping = new Set<string>();
  const text = expression
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(GROUPING, (_, labels: string) => {
      for (const label of labels.split(',')) if (label.trim() !== '') grouping.add(label.trim());
      return ' ';
    })
    .replaceAll(/\boffset\s+\S+/g, ' ');

  const metrics = new Map<string, Set<string>>();
  for (const [, name = '', matchers = ''] of text.matchAll(SELECTOR)) {
    if (WORDS.has(name.toLowerCase())) continue;
    const labels = metrics.get(name) ?? new Set();
    for (const [, label = ''] of matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)) labels.add(label);
    metrics.set(name, labels);
  }
  return { metrics, grouping };
}
