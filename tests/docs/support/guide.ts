import { readFileSync } from 'node:fs';

/** A fenced block of a guide, and what the guide says that it prints. */
export type Block = {
  readonly language: string;
  readonly code: string;
  /** 1-based line of the guide. */
  readonly line: number;
  /** The `text` block right behind it; undefined where there is none. */
  readonly prints: string | undefined;
};

const FENCE = /^```(\w+)\n([\s\S]*?)^```$/gm;

/** The blocks of a guide that are to be run, in order. */
export function blocksOf(path: URL): Block[] {
  const text = readFileSync(path, 'utf8');
  const fences = [...text.matchAll(FENCE)].map((match) => ({
    language: match[1] ?? '',
    code: match[2] ?? '',
    line: text.slice(0, match.index).split('\n').length,
  }));
  return fences.flatMap((block, index) => {
    if (block.language === 'text') return [];
    const next = fences[index + 1];
    return [{ ...block, prints: next?.language === 'text' ? next.code : undefined }];
  });
}

/** One `npm run SERVICE -- FLAGS` of a block, with the variables before it. */
export type Start = {
  readonly service: string;
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

const START = /^((?:[A-Z_]+=\S+ )*)npm run (petstore-mock|chaos-proxy)(?: -- (.*))?$/;

/** The services that a block starts; undefined where it does something else. */
export function startsOf({ language, code }: Block): Start[] | undefined {
  const lines = code.trim().split('\n');
  const found = lines.map((line) => START.exec(line));
  if (language !== 'sh' || !found.every((match) => match !== null)) return undefined;
  return found.map((match) => ({
    service: match[2] ?? '',
    flags: match[3]?.split(' ') ?? [],
    env: Object.fromEntries((match[1] ?? '').split(' ').flatMap(assignment)),
  }));
}

function assignment(text: string): [string, string][] {
  const at = text.indexOf('=');
  return at < 0 ? [] : [[text.slice(0, at), text.slice(at + 1)]];
}
