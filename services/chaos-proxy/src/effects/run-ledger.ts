import type { Identity, RunEffects, VaryingBody } from '@chaos-lab/contracts';
import { CallLedger, type KeptTry } from './call-ledger.ts';
import { runVerdict, type Word } from './run-verdict.ts';

/** Calls of one run that are kept; the oldest go first. */
const MAX_CALLS = 1_000;
const MAX_TRIES = 1_000;
const MAX_VARYING = 64;
const MAX_PLACES = 16;
/** Longer places of a body are not remembered. */
const LONGEST_PLACE = 256;
/** What one run may take, about; its oldest calls go first. */
const MAX_BYTES = 4 * 1024 * 1024;

// Measured in a heap of many, rounded up: what a run, a call and a try take beside their texts.
const RUN_BYTES = 1_500;
const CALL_BYTES = 800;
const TRY_BYTES = 500;
/** The operation of a call stands in it, and in two keys. */
const COPIES = 3;

let runs = 0;

/** The effects of one session and arm. */
export class RunLedger {
  readonly identity: Identity;
  /** No other run of this process has it. */
  readonly id = (runs += 1);
  readonly #calls = new Map<string, CallLedger>();
  /** The content that the latest tries of each call belong with. */
  readonly #latest = new Map<string, string | null>();
  /** What tries created, by its path, until it is deleted. */
  readonly #created = new Map<string, KeptTry>();
  readonly #varying = new Map<string, VaryingBody>();
  #word: Word | undefined;
  open = 0;
  dropped = 0;
  /** Tries kept now. */
  size = 0;
  /** What it takes, about: texts at a byte a character. */
  bytes = RUN_BYTES;

  constructor(identity: Identity) {
    this.identity = identity;
  }

  /** Keeps a try; gives the call that it belongs to. */
  add(operation: string, number: number, kept: KeptTry): CallLedger {
    const { retry, told } = kept;
    // A client that numbers its tries may number across all that it does with an operation: then only
    // an equal request is another try.
    const isNumbered = retry === 'chaos-attempt' || retry === null;
    const content = isNumbered ? told.digest : this.#latest.get(`${operation}\n${number}`);
    this.#latest.set(`${operation}\n${number}`, content ?? null);
    const key = `${operation}\n${number}\n${content ?? ''}`;
    let call = this.#calls.get(key);
    if (call === undefined) {
      call = new CallLedger(operation, number);
      this.#calls.set(key, call);
      this.bytes += CALL_BYTES + COPIES * operation.length;
      if (this.#calls.size > MAX_CALLS) this.#forgetOldest();
    } else if (call.tries.length >= MAX_TRIES) {
      this.#forgotten(call.tries.splice(0, 1));
    }
    call.tries.push(kept);
    this.size += 1;
    this.bytes += bytesOf(kept);
    const { created } = kept;
    if (created !== undefined) this.#created.set(created, kept);
    while (this.bytes > MAX_BYTES && this.#calls.size > 1) this.#forgetOldest();
    return call;
  }

  /** The client's word. */
  claim(word: Word): void {
    this.bytes += bytesOfWord(word) - bytesOfWord(this.#word);
    this.#word = word;
  }

  /** What stood at this path is deleted. */
  deleted(path: string): void {
    const maker = this.#created.get(path);
    if (maker === undefined) return;
    maker.told.undone = true;
    this.#created.delete(path);
  }

  /** Bodies of an operation were seen to differ at these places from try to try. */
  varies(operation: string, places: readonly string[], certain: boolean): void {
    const known = this.#varying.get(operation);
    if (known === undefined && this.#varying.size >= MAX_VARYING) return;
    const all = new Set([...(known?.places ?? []), ...places]);
    const varying = {
      operation,
      places: [...all].filter((place) => place.length <= LONGEST_PLACE).slice(0, MAX_PLACES),
      times: (known?.times ?? 0) + 1,
      certain: certain || known?.certain === true,
    };
    this.bytes += bytesOfVarying(varying) - bytesOfVarying(known);
    this.#varying.set(operation, varying);
  }

  read(): RunEffects {
    const calls = [...this.#calls.values()].map((call) => call.read());
    return {
      ...this.identity,
      verdict: runVerdict(calls, this.#word),
      claim: this.#word?.success ?? null,
      open: this.open,
      dropped: this.dropped,
      calls,
      varying: [...this.#varying.values()],
    };
  }

  #forgetOldest(): void {
    const oldest = this.#calls.entries().next();
    if (oldest.done === true) return;
    const [key, { operation, tries }] = oldest.value;
    this.#calls.delete(key);
    this.#latest.delete(key.slice(0, key.lastIndexOf('\n')));
    this.bytes -= CALL_BYTES + COPIES * operation.length;
    this.#forgotten(tries);
  }

  #forgotten(tries: readonly KeptTry[]): void {
    this.size -= tries.length;
    this.dropped += tries.length;
    for (const kept of tries) {
      this.bytes -= bytesOf(kept);
      const { created } = kept;
      if (created !== undefined && this.#created.get(created) === kept) {
        this.#created.delete(created);
      }
    }
  }
}

function bytesOf({ told, created, answer }: KeptTry): number {
  const texts = (told.key?.length ?? 0) + (created?.length ?? 0) + (answer?.length ?? 0);
  return TRY_BYTES + texts;
}

function bytesOfWord(word: Word | undefined): number {
  return (word?.expected ?? []).reduce((sum, { operation }) => sum + 100 + operation.length, 0);
}

function bytesOfVarying(varying: VaryingBody | undefined): number {
  if (varying === undefined) return 0;
  const { operation, places } = varying;
  return places.reduce((sum, place) => sum + 50 + place.length, 200 + 2 * operation.length);
}
