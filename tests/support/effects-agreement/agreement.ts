import {
  type Ledger,
  type OrderFacts,
  type RunEffects,
  type RunVerdict,
  type Verdict,
  verdictOf,
} from '@chaos-lab/contracts';

/** How the ledger of the wire stands to that of the petstore, over many runs of the order workflow. */
export type Agreement = {
  runs: number;
  /** Runs whose effects are, operation by operation, as many as the petstore has. */
  counted: number;
  /** Runs whose verdict is that of the petstore. */
  judged: number;
  /** Runs by what both say, `PETSTORE / WIRE`: agreement over nothing but calm runs shows nothing. */
  readonly verdicts: Map<string, number>;
  /** Verdicts that differ for a reason that the reference names, by that reason. */
  readonly explained: Map<string, number>;
  /** All other disagreements. */
  readonly unexplained: Disagreement[];
};

export type Disagreement = {
  readonly session: string;
  readonly arm: string;
  readonly about: 'counts' | 'verdict';
  readonly told: string;
};

/** One run as everybody tells it. */
export type Told = {
  /** What the proxy's ledger says. */
  readonly wire: RunEffects;
  /** What the petstore's says, and what it finds of the order. */
  readonly store: Ledger;
  readonly facts: OrderFacts;
  /** The client's word. */
  readonly success: boolean;
};

const SAME: Readonly<Record<Verdict, readonly RunVerdict[]>> = {
  verified_success: ['success'],
  correct_failure: ['clean-failure'],
  false_failure: ['false-failure'],
  false_success: ['false-success'],
  corrupted: ['duplicate', 'partial'],
};

export function noRuns(): Agreement {
  return {
    runs: 0,
    counted: 0,
    judged: 0,
    verdicts: new Map(),
    explained: new Map(),
    unexplained: [],
  };
}

/** Holds one run against the petstore's ledger and adds what comes of it. */
export function compareRun(so: Agreement, { wire, store, facts, success }: Told): void {
  const { session, arm } = wire;
  so.runs += 1;
  const counts = countsOf(wire);
  const miscounted = [...counts].filter(([operation, { least, most }]) => {
    const real = store.effects.filter((effect) => effect.operation === operation).length;
    return real < least || real > most;
  });
  const unseen = store.effects.filter(({ operation }) => !counts.has(operation)).length;
  if (miscounted.length === 0 && unseen === 0) so.counted += 1;
  else {
    const told = `counts ${JSON.stringify(miscounted)}, unseen ${unseen}`;
    so.unexplained.push({ session, arm, about: 'counts', told });
  }

  const real = verdictOf(success, facts);
  count(so.verdicts, `${real} / ${wire.verdict}`);
  if (SAME[real].includes(wire.verdict)) {
    so.judged += 1;
    return;
  }
  const reason = reasonOf(wire);
  if (reason !== undefined) {
    count(so.explained, reason);
    return;
  }
  const calls = wire.calls.map((call) => `${call.operation} ${call.verdict}`).join(', ');
  const told = `the petstore says ${real}, the wire ${wire.verdict} (${calls})`;
  so.unexplained.push({ session, arm, about: 'verdict', told });
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** How many effects the petstore should have of each operation: an uncertain try may be one or none. */
export function countsOf(run: RunEffects): Map<string, { least: number; most: number }> {
  const counts = new Map<string, { least: number; most: number }>();
  for (const { operation, tries } of run.calls) {
    const known = counts.get(operation) ?? { least: 0, most: 0 };
    for (const { done, replayed, effect } of tries) {
      const sure = replayed ? 0 : done;
      known.least += sure;
      known.most += sure + (effect === 'uncertain' ? 1 : 0);
    }
    counts.set(operation, known);
  }
  return counts;
}

/** What `docs/reference/control-plane.md` says is not seen on the wire. */
function reasonOf({ calls, verdict }: RunEffects): string | undefined {
  if (verdict === 'uncertain') return 'uncertain: a write was sent and never answered';
  if (calls.some(({ uncertain }) => uncertain > 0)) return 'a write was sent and never answered';
  const updates = calls.filter(
    ({ operation, effects }) => operation === 'updatePet' && effects > 0,
  );
  if (updates.length > 1) return 'taken back by another write than a DELETE';
  return undefined;
}
