import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf, testEngine } from '../testing/test-engine.ts';
import { RequestContent } from '../naming/request-content.ts';
import { sessionKey } from '../sessions/session-key.ts';
import { EffectLedger } from './effect-ledger.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const MB = 1024 * 1024;

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

type Wrote = { session: string; path?: string; key?: string | null; created?: string };

/** A POST through the ledger alone, answered at once. */
function write(ledger: EffectLedger, { session, path = '/orders', key = null, created }: Wrote) {
  const { record } = template.decide(factsOf({ session, path }));
  const identity = { session, arm: '-' };
  const open = ledger.begin(identity, sessionKey(identity), {
    operation: `POST ${path}`,
    call: 1,
    method: 'POST',
    path,
    key,
    digest: `${session}${path.slice(0, 20)}`,
    answers: undefined,
    target: path,
    content: new RequestContent({}, undefined),
    retry: null,
  });
  const answer = open.sent();
  answer.head(201, created === undefined ? [] : ['Location', created]);
  answer.end();
  open.close(record);
}
const template = testEngine(
  { rules: [] },
  { tapeBounds: { perSession: 1, total: 1 }, maxSessions: 1 },
);

const ledgerOf = (bytes: number): EffectLedger =>
  new EffectLedger({ runs: 20_000, tries: 1_000_000, bytes }, () => {});

/** Ten megabytes and more of long paths, keys and Locations, each of a session of its own. */
function flood(ledger: EffectLedger, round: number): void {
  for (let n = 0; n < 1_000; n += 1) {
    const name = `${round}-${n}-`;
    write(ledger, {
      session: `s-${name}`,
      path: `/${name.padEnd(4_000, 'p')}`,
      key: name.padEnd(256, 'k'),
      created: `/${name.padEnd(1_000, 'c')}`,
    });
  }
}

describe('the memory of the ledger', () => {
  it('stays flat where paths, keys and locations are long, and would not without its bound', () => {
    const grown = (bytes: number): number[] => {
      const ledger = ledgerOf(bytes);
      flood(ledger, 0);
      const before = heap();
      const sizes = [1, 2, 3].map((round) => {
        flood(ledger, round);
        return heap() - before;
      });
      expect(ledger.bytes).toBeLessThanOrEqual(bytes);
      return sizes;
    };
    expect(Math.max(...grown(8 * MB))).toBeLessThan(4 * MB);
    expect(grown(1_000 * MB)[2]).toBeGreaterThan(16 * MB);
  }, 60_000);

  it('is what it says, or less', () => {
    for (const path of ['/orders', `/${'p'.repeat(3_000)}`]) {
      const ledger = ledgerOf(1_000 * MB);
      write(ledger, { session: 'warm' });
      const before = heap();
      for (let n = 0; n < 5_000; n += 1) {
        const session = `s-${n % 500}`;
        write(ledger, { session, path: `${path}-${n}`, key: `key-${n}`, created: `/made/${n}` });
      }
      const taken = heap() - before;
      expect(taken).toBeLessThan(ledger.bytes);
      expect(taken).toBeGreaterThan(ledger.bytes / 8);
    }
  }, 60_000);

  it('counts down to what it began with, whatever was written, claimed and dropped', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const step = fc.oneof(
      fc.record({ session: name, path: fc.constantFrom('/x', '/y', `/${'z'.repeat(900)}`) }),
      fc.record({ session: name, claim: fc.nat(3) }),
      fc.record({ session: name, drop: fc.constant(true) }),
    );
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 2, max: 20 }),
        (steps, kb) => {
          const ledger = ledgerOf(kb * 1_024);
          for (const one of steps) {
            if ('path' in one) write(ledger, { ...one, created: `${one.path}/1` });
            else if ('drop' in one) ledger.drop({ session: one.session, arm: '-' });
            else {
              const expected = Array.from({ length: one.claim }, (_, n) => ({
                operation: `op-${n}`,
                call: 1,
              }));
              ledger.claim({ session: one.session, arm: '-', success: true, expected });
            }
            const runs = [...ledger.read()];
            const tries = runs.flatMap(({ calls }) => calls.flatMap((call) => call.tries));
            expect(ledger.size).toBe(tries.length);
            if (runs.length > 1) expect(ledger.bytes).toBeLessThanOrEqual(kb * 1_024);
          }
          ledger.drop();
          expect([ledger.size, ledger.bytes]).toEqual([0, 0]);
        },
      ),
      { seed: 42, numRuns: 100 },
    );
  });

  it('of one run is bounded too: its oldest calls go and are counted', () => {
    const ledger = ledgerOf(1_000 * MB);
    for (let n = 0; n < 900; n += 1) {
      write(ledger, { session: 'one', path: `/${n}-${'p'.repeat(8_000)}` });
    }
    expect(ledger.bytes).toBeLessThan(4.1 * MB);
    const [run] = ledger.read();
    expect(run?.dropped).toBeGreaterThan(600);
    expect(run?.calls.at(-1)?.operation).toContain('/899-');
    expect((run?.calls.length ?? 0) + (run?.dropped ?? 0)).toBe(900);
  });
});
