import { readdirSync, readFileSync } from 'node:fs';
import { type FaultSpec, type Provider, providerSchema } from '@chaos-lab/contracts';
import { parse } from 'yaml';

const FOLDER = new URL('../../assets/providers/', import.meta.url);

/** The page about the faults of the providers, from their files. */
export function providersReference(): string {
  const sections = readdirSync(FOLDER)
    .toSorted()
    .map((file) =>
      sectionOf(providerSchema.parse(parse(readFileSync(new URL(file, FOLDER), 'utf8')))),
    );
  return [INTRO, ...sections].join('\n');
}

const INTRO = `# Faults of providers

Written by \`node scripts/providers-reference.ts\` from [\`assets/providers\`](../../assets/providers).

Each is one of the [faults](faults.md) with the body and the header fields that the provider puts on the
wire. It goes by its name: in \`--faults anthropic-529,openai-429\`, with a phase where its kind can have it
(\`anthropic-529@after\`: the answer was made, and paid for), and in a scenario as
\`{ preset: anthropic-529 }\`. A test meets those of Anthropic, OpenAI, Azure and OpenRouter with the
provider's own SDK, or the one that it recommends, and holds the class of the error and the number of
retries to what it does.
`;

function sectionOf({ title, faults }: Provider): string {
  const rows = Object.entries(faults).map(
    ([name, { what, fault }]) => `| \`${name}\` | ${what} | ${wire(fault)} |`,
  );
  return [`## ${title}`, '', '| name | what | on the wire |', '|---|---|---|', ...rows, ''].join(
    '\n',
  );
}

function wire(fault: FaultSpec): string {
  switch (fault.kind) {
    case 'http-error': {
      const wait =
        fault.retryAfter === undefined ? '' : `, Retry-After: ${fault.retryAfter.seconds}`;
      return `\`${fault.status}\`${wait}`;
    }
    case 'error-in-200':
      return '`200` with an error as its body';
    case 'quota':
      return `\`quota\`: ${fault.requests?.perMinute} requests, ${fault.tokens?.perMinute} tokens a minute`;
    default:
      return `\`${fault.kind}\``;
  }
}
