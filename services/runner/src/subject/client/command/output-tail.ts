import { StringDecoder } from 'node:string_decoder';

/** The end of what a program printed, in memory that does not grow with it. */
export type OutputTail = {
  add(chunk: Buffer): void;
  /** The last lines, whole ones where that many bytes were dropped before them. */
  text(): string;
};

/** Keeps the last `bytes` bytes. */
export function outputTail(bytes: number): OutputTail {
  let kept: Buffer = Buffer.alloc(0);
  let dropped = false;
  return {
    add(chunk) {
      const all = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
      dropped ||= all.length > bytes;
      kept = Buffer.from(all.subarray(Math.max(0, all.length - bytes)));
    },
    text() {
      const whole = dropped ? kept.subarray(kept.indexOf(0x0a) + 1) : kept;
      return new StringDecoder('utf8').end(whole).trimEnd();
    },
  };
}
