/** The bounded number of connections that faults may hold open at once. */
export class Places {
  readonly max: number;
  #taken = 0;

  constructor(max: number) {
    this.max = max;
  }

  get taken(): number {
    return this.#taken;
  }

  take(): boolean {
    if (this.#taken >= this.max) return false;
    this.#taken += 1;
    return true;
  }

  free(): void {
    this.#taken -= 1;
  }
}
