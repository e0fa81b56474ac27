type Output = { readonly isTTY?: boolean; write(text: string): unknown };

/** A line that is said again as it changes: in place on a terminal, now and then elsewhere. */
export type Counting = { say(text: () => string): void; close(): void };

const TERMINAL_EVERY_MS = 200;
const ELSEWHERE_EVERY_MS = 10_000;

export function counting(output: Output, now: () => number): Counting {
  const everyMs = output.isTTY === true ? TERMINAL_EVERY_MS : ELSEWHERE_EVERY_MS;
  let saidAt = now();
  let open = false;
  return {
    say(text) {
      if (now() - saidAt < everyMs) return;
      saidAt = now();
      open = output.isTTY === true;
      output.write(open ? `\r\u001b[K${text()}` : `${text()}\n`);
    },
    close() {
      if (open) output.write('\r\u001b[K');
      open = false;
    },
  };
}
