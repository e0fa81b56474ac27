import { har } from './har.ts';
import { mermaid } from './mermaid.ts';
import type { TapeFormat } from './tape-format.ts';

/** What a tape can be written as, by the word that asks for it. */
export const TAPE_FORMATS = { har, mermaid } as const satisfies Readonly<
  Record<string, TapeFormat>
>;

export type TapeFormatName = keyof typeof TAPE_FORMATS;
