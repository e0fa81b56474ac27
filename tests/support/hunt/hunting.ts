import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileFrontier } from '../../../services/runner/src/hunt/file-frontier.ts';
import { openJournal } from '../../../services/runner/src/hunt/journal.ts';
import { type HuntResult, runHunt } from '../../../services/runner/src/hunt/run-hunt.ts';
import type { OwnProxy } from '../../../services/runner/src/lab/own-proxy.ts';
import type { Oracle } from '../../../services/runner/src/subject/oracle.ts';
import { calmRuns } from '../../../services/runner/src/trial/calm.ts';
import type { TrialClient } from '../../../services/runner/src/trial/client-end.ts';
import { faultWord } from '../../../services/runner/src/trial/fault-word.ts';
import { INVARIANT_NAMES } from '../../../services/runner/src/trial/invariants/index.ts';
import { trials } from '../../../services/runner/src/trial/trials.ts';
import { type Send, sender } from './planted/send.ts';

/** A client inside this process, whose word is whether its task resolves. */
export function inProcess(name: string, task: (send: Send) => Promise<void>): TrialClient {
  return {
    text: name,
    async run({ baseUrl }, { timeoutMs }) {
      const startedAt = performance.now();
      const { send, close } = sender(baseUrl);
      const late = new Promise<'timeout'>((resolve) => {
        setTimeout(() => resolve('timeout'), timeoutMs).unref();
      });
      const work = task(send).then(
        () => 'success' as const,
        () => 'failure' as const,
      );
      const end = await Promise.race([work, late]);
      await close();
      return {
        says: end === 'success' ? 'success' : 'failure',
        how: end === 'timeout' ? 'timeout' : 'ended',
        with: end,
        output: '',
        realMs: performance.now() - startedAt,
      };
    },
    close: () => Promise.resolve(),
  };
}

export type Hunting = {
  readonly proxy: OwnProxy;
  readonly client: TrialClient;
  readonly oracle: Oracle | null;
  readonly faults: readonly string[];
  readonly k: number;
  readonly parallel?: number;
  readonly quick?: boolean;
};

let hunts = 0;

/** A whole hunt without a command line around it. */
export async function huntFor(hunting: Hunting): Promise<HuntResult> {
  const { proxy, client, oracle, faults, k, parallel = 8, quick = false } = hunting;
  hunts += 1;
  const { signal } = new AbortController();
  const runs = trials({
    client,
    proxyUrl: proxy.url,
    proxy: proxy.admin,
    oracle,
    prefix: `h${hunts}-`,
    reset: null,
    signal,
  });
  const calm = await calmRuns(runs, {
    client: client.text,
    target: 'orders',
    timeoutMs: 20_000,
    whereElse: () => Promise.resolve('nowhere'),
  });
  const folder = mkdtempSync(join(tmpdir(), 'hunt-'));
  const journal = await openJournal(join(folder, 'journal'), false);
  const frontier = fileFrontier((size) => join(folder, `frontier-${size}`));
  try {
    return await runHunt({
      trials: runs,
      calm,
      k,
      faults: faults.map(faultWord),
      invariants: INVARIANT_NAMES,
      timeoutMs: 20_000,
      parallel,
      quick,
      frontier,
      journal,
      enough: signal,
      interrupt: signal,
      onProgress: () => {},
    });
  } finally {
    await journal.close();
    await frontier.close();
  }
}
