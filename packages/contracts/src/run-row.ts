/** What a cell of a column holds. */
type CellTypes = { readonly text: string; readonly number: number; readonly flag: boolean };

/** `deterministic` columns depend on design and seeds only, as long as no fault of the scenario is timed. */
type Column = { readonly type: keyof CellTypes; readonly kind: 'deterministic' | 'measured' };

const decided = <T extends Column['type']>(type: T) => ({ type, kind: 'deterministic' }) as const;
const measured = <T extends Column['type']>(type: T) => ({ type, kind: 'measured' }) as const;

/** Columns of `results.csv`, one row a run; a column is one line here and a value in run-row.ts of the runner. */
export const RUN_COLUMNS = {
  experiment_id: decided('text'),
  /** `SESSION@ARM`: names the run once in its experiment. */
  run_id: decided('text'),
  scenario: decided('text'),
  pair: decided('number'),
  session: decided('text'),
  arm: decided('text'),
  failure_rate: decided('number'),
  seed: decided('number'),
  outcome: decided('text'),
  verdict: decided('text'),
  steps_completed: decided('number'),
  failed_at: decided('text'),
  failure_condition: decided('text'),
  inconsistencies_count: decided('number'),
  duplicates: decided('number'),
  orphans: decided('number'),
  retries: decided('number'),
  first_try_success: decided('flag'),
  /** Lab ms. */
  wait_ms: decided('number'),
  /** Calls of the run that reached the proxy, by the proxy's tape. */
  upstream_calls: decided('number'),
  faults_injected: decided('number'),
  breaker_opened: decided('number'),
  rewrites: decided('number'),
  /** 0-based place in the random order of the arms of this pair. */
  order_in_pair: decided('number'),
  /** Whether a decision of this run depended on a clock. */
  timed: decided('flag'),
  /**
   * What the run would have taken at time scale 1, in ms: its real time, with the waits it decided
   * and the delays put into its calls at full length. Time on the real network is not multiplied.
   */
  duration_ms: measured('number'),
  /** Unix ms. */
  started_at: measured('number'),
  /** How often it was made: more than once where something disturbed the lab meanwhile. */
  tries: measured('number'),
  /** Whether something disturbed the lab during the try that is kept. */
  disturbed: measured('flag'),
} as const satisfies Record<string, Column>;

export type RunColumn = keyof typeof RUN_COLUMNS;
export type RunRow = {
  readonly [C in RunColumn]: CellTypes[(typeof RUN_COLUMNS)[C]['type']];
};

export const RUN_COLUMN_NAMES = Object.keys(RUN_COLUMNS) as readonly RunColumn[];

/** The columns that design and seeds decide. */
export const DETERMINISTIC_COLUMNS: readonly RunColumn[] = RUN_COLUMN_NAMES.filter(
  (column) => RUN_COLUMNS[column].kind === 'deterministic',
);

const PARSE: {
  readonly [T in keyof CellTypes]: (text: string) => CellTypes[T] | undefined;
} = {
  text: (text) => text,
  number(text) {
    const number = Number(text);
    return text === '' || !Number.isFinite(number) ? undefined : number;
  },
  flag: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
};

/** A line of `results.csv` by its columns; undefined where a column is missing or not of its kind. */
export function parseRunRow(cells: Readonly<Record<string, string>>): RunRow | undefined {
  const row: Record<string, string | number | boolean> = {};
  for (const column of RUN_COLUMN_NAMES) {
    const text = cells[column];
    const value = text === undefined ? undefined : PARSE[RUN_COLUMNS[column].type](text);
    if (value === undefined) return undefined;
    row[column] = value;
  }
  return row as RunRow;
}

/** Columns of `attempts.csv`, one row a call. */
export const ATTEMPT_COLUMNS = [
  'run_id',
  'session',
  'arm',
  'failure_rate',
  'seq',
  'step',
  'operation',
  'attempt',
  'fault',
  'phase',
  'status',
  'condition',
  'effect',
  'strategy',
  'entry',
  'rewritten_from',
  'wait_ms',
  'network_ms',
  'breaker',
] as const;
export type AttemptColumn = (typeof ATTEMPT_COLUMNS)[number];
export type AttemptRow = Readonly<Record<AttemptColumn, string | number>>;
