import type { CallEnd, Suppression } from '@chaos-lab/contracts';
import type { CallOutcome, Ruling } from '../ruling.ts';

/** What becomes of one call, noted while it happens and settled once. */
export class OutcomeNotes {
  #end: CallEnd = 'client-abort';
  #suppressed: Suppression | undefined;
  #acted = false;
  #concluded: { end: CallEnd; status: number } | undefined;
  #upstreamStatus: number | null = null;
  #upstreamMs: number | null = null;
  #usage: CallOutcome['usage'];

  /** Whether a fault has done something that the client can notice, if only by waiting. */
  get hasActed(): boolean {
    return this.#acted;
  }

  acted(): void {
    this.#acted = true;
  }

  injected(): void {
    this.#acted = true;
    this.#end = 'injected';
  }

  suppressed(reason: Suppression): void {
    this.#suppressed = reason;
  }

  /** The upstream has answered; only its first answer counts. */
  answered(status: number, afterMs: number): void {
    if (this.#upstreamStatus !== null) return;
    this.#upstreamStatus = status;
    this.#upstreamMs = afterMs;
  }

  /** What the answer has counted so far. */
  used(usage: NonNullable<CallOutcome['usage']>): void {
    this.#usage = usage;
  }

  ended(end: CallEnd): void {
    this.#end = end;
    if (this.#concluded !== undefined) this.#concluded = { ...this.#concluded, end };
  }

  /** Something of the proxy's own broke the call. */
  crashed(): void {
    this.ended('proxy-failed');
  }

  /** Fixes how the call ended and what the client saw, where no port knows it. */
  concluded(end: CallEnd, status: number): void {
    this.#concluded = { end, status };
  }

  /** `delivered` says whether the last byte has left for the client, `status` what it could read. */
  settle(
    ruling: Pick<Ruling, 'injection' | 'settle'>,
    { delivered, status }: { readonly delivered: boolean; readonly status: number | null },
  ): void {
    if (delivered && this.#end === 'client-abort') this.#end = 'complete';
    if (this.#end === 'client-abort' && ruling.injection !== null && !this.#acted) {
      this.#suppressed ??= 'client-gone';
    }
    ruling.settle({
      end: this.#end,
      status,
      ...this.#concluded,
      upstreamStatus: this.#upstreamStatus,
      upstreamMs: this.#upstreamMs,
      ...(this.#usage !== undefined && { usage: this.#usage }),
      ...(this.#suppressed !== undefined && { suppressed: this.#suppressed }),
    });
  }
}
