/**
 * Columns of `results.csv`, one row a run. `deterministic` columns depend on design and seeds only,
 * as long as no fault of the scenario is timed; the others hold measurements.
 */
export const RUN_COLUMNS = {
  experiment_id: 'deterministic',
  run_id: 'deterministic',
  scenario: 'deterministic',
  pair: 'deterministic',
  session: 'deterministic',
  arm: 'deterministic',
  failure_rate: 'deterministic',
  seed: 'deterministic',
  outcome: 'deterministic',
  verdict: 'deterministic',
  steps_completed: 'deterministic',
  failed_at: 'deterministic',
  failure_condition: 'deterministic',
  inconsistencies_count: 'deterministic',
  duplicates: 'deterministic',
  orphans: 'deterministic',
  retries: 'deterministic',
  first_try_success: 'deterministic',
  wait_ms: 'deterministic',
  upstream_calls: 'deterministic',
  faults_injected: 'deterministic',
  breaker_opened: 'deterministic',
  rewrites: 'deterministic',
  order_in_pair: 'deterministic',
  timed: 'deterministic',
  duration_ms: 'measured',
  started_at: 'measured',
} as const satisfies Record<string, 'deterministic' | 'measured'>;

export type RunColumn = keyof typeof RUN_COLUMNS;

export type RunRow = {
  readonly experiment_id: string;
  /** `SESSION@ARM`: names the run once in its experiment. */
  readonly run_id: string;
  readonly scenario: string;
  readonly pair: number;
  readonly session: string;
  readonly arm: string;
  readonly failure_rate: number;
  readonly seed: number;
  readonly outcome: string;
  readonly verdict: string;
  readonly steps_completed: number;
  readonly failed_at: string;
  readonly failure_condition: string;
  readonly inconsistencies_count: number;
  readonly duplicates: number;
  readonly orphans: number;
  readonly retries: number;
  readonly first_try_success: boolean;
  /** Lab ms. */
  readonly wait_ms: number;
  /** Calls of the run that reached the proxy, by the proxy's tape. */
  readonly upstream_calls: number;
  readonly faults_injected: number;
  readonly breaker_opened: number;
  readonly rewrites: number;
  /** 0-based place in the random order of the arms of this pair. */
  readonly order_in_pair: number;
  /** Whether a decision of this run depended on a clock. */
  readonly timed: boolean;
  /**
   * What the run would have taken at time scale 1, in ms: its real time, with the waits it decided
   * and the delays put into its calls at full length. Time on the real network is not multiplied.
   */
  readonly duration_ms: number;
  /** Unix ms. */
  readonly started_at: number;
};

const NUMBERS = [
  'pair',
  'failure_rate',
  'seed',
  'steps_completed',
  'inconsistencies_count',
  'duplicates',
  'orphans',
  'retries',
  'wait_ms',
  'upstream_calls',
  'faults_injected',
  'breaker_opened',
  'rewrites',
  'order_in_pair',
  'duration_ms',
  'started_at',
] as const satisfies readonly RunColumn[];
const FLAGS = ['first_try_success', 'timed'] as const satisfies readonly RunColumn[];

/** A line of `results.csv` by its columns; undefined where a column is missing or not of its kind. */
export function parseRunRow(cells: Readonly<Record<string, string>>): RunRow | undefined {
  const row: Record<string, string | number | boolean> = {};
  for (const column of Object.keys(RUN_COLUMNS)) {
    const text = cells[column];
    if (text === undefined) return undefined;
    row[column] = text;
  }
  for (const column of NUMBERS) {
    const number = Number(row[column]);
    if (row[column] === '' || !Number.isFinite(number)) return undefined;
    row[column] = number;
  }
  for (const column of FLAGS) {
    if (row[column] !== 'true' && row[column] !== 'false') return undefined;
    row[column] = row[column] === 'true';
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
