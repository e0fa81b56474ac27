import {
  CALL_ENDS,
  DECISION_SOURCES,
  type DecisionRecord,
  PHASES,
  REACHES,
  RETRY_SIGNS,
  SUPPRESSIONS,
  WRITE_EFFECTS,
} from '@chaos-lab/contracts';

export const ROW_BITS = 10;
const ROWS = 1 << ROW_BITS;

type Kept<K extends keyof DecisionRecord> = (DecisionRecord[K] | undefined)[];

/**
 * A block of 2^ROW_BITS records by field. Numbers and words of a fixed list are out of sight of
 * the garbage collector; the rest are references, for the most part to values that live elsewhere
 * anyway. Kept as objects, the records of a busy proxy live just long enough to be copied by the
 * collections of young objects, and then fill the old space: a tenth of the CPU time of a request.
 */
export class RecordColumns {
  readonly #call = new Float64Array(ROWS);
  readonly #attempt = new Float64Array(ROWS);
  readonly #ordinal = new Float64Array(ROWS);
  readonly #rate = new Float64Array(ROWS);
  readonly #draws = new Float64Array(4 * ROWS);
  readonly #startedAt = new Float64Array(ROWS);
  readonly #upstreamStatus = new Float64Array(ROWS);
  readonly #upstreamMs = new Float64Array(ROWS);
  readonly #status = new Float64Array(ROWS);
  readonly #durationMs = new Float64Array(ROWS);
  readonly #racing = new Uint8Array(ROWS);
  readonly #retry = new Uint8Array(ROWS);
  readonly #reached = new Uint8Array(ROWS);
  readonly #effect = new Uint8Array(ROWS);
  readonly #timed = new Uint8Array(ROWS);
  readonly #phase = new Uint8Array(ROWS);
  readonly #suppressed = new Uint8Array(ROWS);
  readonly #source = new Uint8Array(ROWS);
  readonly #end = new Uint8Array(ROWS);
  readonly #id: Kept<'id'> = [];
  readonly #run: Kept<'run'> = [];
  readonly #session: Kept<'session'> = [];
  readonly #arm: Kept<'arm'> = [];
  readonly #operation: Kept<'operation'> = [];
  readonly #digest: Kept<'digest'> = [];
  readonly #key: Kept<'key'> = [];
  readonly #method: Kept<'method'> = [];
  readonly #path: Kept<'path'> = [];
  readonly #rule: Kept<'rule'> = [];
  readonly #fault: Kept<'fault'> = [];
  readonly #parameters: Kept<'parameters'> = [];
  readonly #traceparent: Kept<'traceparent'> = [];
  readonly #scenario: Kept<'scenario'> = [];
  readonly #usage: Kept<'usage'> = [];

  write(row: number, record: DecisionRecord): void {
    this.#call[row] = record.call;
    this.#attempt[row] = record.attempt;
    this.#retry[row] = codeOf(RETRY_SIGNS, record.retry);
    this.#racing[row] = record.racing ? 1 : 0;
    this.#reached[row] = codeOf(REACHES, record.reached);
    this.#effect[row] = codeOf(WRITE_EFFECTS, record.effect);
    this.#ordinal[row] = record.ordinal;
    this.#rate[row] = record.rate;
    this.#writeDraws(4 * row, record.draws);
    this.#startedAt[row] = record.startedAt;
    this.#upstreamStatus[row] = record.upstreamStatus ?? Number.NaN;
    this.#upstreamMs[row] = record.upstreamMs ?? Number.NaN;
    this.#status[row] = record.status ?? Number.NaN;
    this.#durationMs[row] = record.durationMs ?? Number.NaN;
    this.#timed[row] = record.timed ? 1 : 0;
    this.#phase[row] = codeOf(PHASES, record.phase);
    this.#suppressed[row] = codeOf(SUPPRESSIONS, record.suppressed);
    this.#source[row] = codeOf(DECISION_SOURCES, record.source);
    this.#end[row] = codeOf(CALL_ENDS, record.end);
    this.#id[row] = record.id;
    this.#run[row] = record.run;
    this.#session[row] = record.session;
    this.#arm[row] = record.arm;
    this.#operation[row] = record.operation;
    this.#digest[row] = record.digest;
    this.#key[row] = record.key;
    this.#method[row] = record.method;
    this.#path[row] = record.path;
    this.#rule[row] = record.rule;
    this.#fault[row] = record.fault;
    this.#parameters[row] = record.parameters;
    this.#traceparent[row] = record.traceparent;
    this.#scenario[row] = record.scenario;
    this.#usage[row] = record.usage;
  }

  /** A new object, equal to the record that was written to this row. */
  read(row: number): DecisionRecord {
    const scenario = this.#scenario[row];
    const usage = this.#usage[row];
    return {
      v: 1,
      id: this.#id[row] as string,
      run: this.#run[row] as string,
      session: this.#session[row] as string,
      arm: this.#arm[row] as string,
      operation: this.#operation[row] as string,
      call: this.#call[row] as number,
      attempt: this.#attempt[row] as number,
      retry: wordOf(RETRY_SIGNS, this.#retry[row]),
      racing: this.#racing[row] === 1,
      digest: this.#digest[row] as DecisionRecord['digest'],
      key: this.#key[row] as DecisionRecord['key'],
      ordinal: this.#ordinal[row] as number,
      method: this.#method[row] as string,
      path: this.#path[row] as string,
      rule: this.#rule[row] as DecisionRecord['rule'],
      rate: this.#rate[row] as number,
      draws: this.#readDraws(4 * row),
      fault: this.#fault[row] as DecisionRecord['fault'],
      phase: wordOf(PHASES, this.#phase[row]),
      parameters: this.#parameters[row] as DecisionRecord['parameters'],
      suppressed: wordOf(SUPPRESSIONS, this.#suppressed[row]),
      timed: this.#timed[row] === 1,
      source: wordOf(DECISION_SOURCES, this.#source[row]) as DecisionRecord['source'],
      traceparent: this.#traceparent[row] as DecisionRecord['traceparent'],
      ...(scenario !== undefined && { scenario }),
      startedAt: this.#startedAt[row] as number,
      upstreamStatus: nullable(this.#upstreamStatus[row]),
      upstreamMs: nullable(this.#upstreamMs[row]),
      status: nullable(this.#status[row]),
      durationMs: nullable(this.#durationMs[row]),
      end: wordOf(CALL_ENDS, this.#end[row]),
      reached: wordOf(REACHES, this.#reached[row]),
      effect: wordOf(WRITE_EFFECTS, this.#effect[row]),
      ...(usage !== undefined && { usage }),
    };
  }

  pathOf(row: number): string {
    return this.#path[row] as string;
  }

  /** Lets go of what a row refers to and a client may have made long. */
  clear(row: number): void {
    this.#operation[row] = undefined;
    this.#path[row] = undefined;
    this.#fault[row] = undefined;
    this.#parameters[row] = undefined;
    this.#traceparent[row] = undefined;
    this.#digest[row] = undefined;
    this.#key[row] = undefined;
  }

  #writeDraws(at: number, draws: DecisionRecord['draws']): void {
    const to = this.#draws;
    to[at] = draws === null ? Number.NaN : draws[0];
    if (draws === null) return;
    to[at + 1] = draws[1];
    to[at + 2] = draws[2];
    to[at + 3] = draws[3];
  }

  #readDraws(at: number): DecisionRecord['draws'] {
    const from = this.#draws;
    const first = from[at] as number;
    if (Number.isNaN(first)) return null;
    return [first, from[at + 1] as number, from[at + 2] as number, from[at + 3] as number];
  }
}

/** The place of a word in its list, from 1 on; 0 for none. */
function codeOf<W extends string>(words: readonly W[], word: W | null): number {
  return word === null ? 0 : words.indexOf(word) + 1;
}

function wordOf<W extends string>(words: readonly W[], code: number | undefined): W | null {
  return code === undefined || code === 0 ? null : (words[code - 1] as W);
}

function nullable(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
