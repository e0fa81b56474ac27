/** What the first minute with a package prints, and what one sees on a Node that is too old for it. */
type FirstMinute = {
  readonly program: string;
  readonly prints: RegExp;
  /** Major versions of Node on which it does not run. */
  readonly notOn: readonly number[];
};

const at = (name: string): string => new URL(`${name}.mjs`, import.meta.url).pathname;

export const FIRST_MINUTES: Readonly<Record<string, FirstMinute>> = {
  'chaos-lab': {
    program: at('chaos-lab'),
    prints: /WROTE TWICE[\s\S]*exit code 1\n/,
    notOn: [],
  },
  '@chaos-lab/proxy': {
    program: at('proxy'),
    prints: /POST \/orders done 2 times\n?[\s\S]*a long scenario: 200\n/,
    notOn: [20],
  },
  '@chaos-lab/petstore': {
    program: at('petstore'),
    prints: /^complete true, duplicates 0\n$/,
    notOn: [20],
  },
  '@chaos-lab/client': {
    program: at('client'),
    prints: /^{"rules":\[\]}\nno chaos-proxy answers at http:\/\/127\.0\.0\.1:1\n$/,
    notOn: [],
  },
};
