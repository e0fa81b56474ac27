import { DEFAULT_PRIOR, logEValue } from './mixture.ts';

/**
 * Evidence against equal arms, gathered one discordant pair at a time. It is a martingale while the
 * arms are equal, so it may be looked at after every pair and the experiment stopped on it: the
 * chance that it ever reaches 1/alpha is at most alpha. Source: Ville (1939); Ramdas et al. (2023).
 *
 * Pairs must come in an order fixed beforehand, by session number and not by who finished first:
 * a pair that an arm loses takes longer, and an order that knows the outcome breaks the guarantee.
 */
export class EProcess {
  readonly #prior: number;
  #b = 0;
  #c = 0;
  #highest = 0;

  constructor(prior = DEFAULT_PRIOR) {
    logEValue(0, 0, prior);
    this.#prior = prior;
  }

  /** Takes in the next pair of the planned order; a pair on which the arms agree changes nothing. */
  observe(aSucceeded: boolean, bSucceeded: boolean): void {
    if (aSucceeded === bSucceeded) return;
    if (aSucceeded) this.#b += 1;
    else this.#c += 1;
    this.#highest = Math.max(this.#highest, this.logE);
  }

  get b(): number {
    return this.#b;
  }

  get c(): number {
    return this.#c;
  }

  /** Natural log of the e-value now; e itself overflows on strong evidence. */
  get logE(): number {
    return logEValue(this.#b, this.#c, this.#prior);
  }

  /** Valid at any stopping time: one over the highest e-value so far. */
  get p(): number {
    return Math.exp(-this.#highest);
  }
}
