/** Rates and joint outcomes that experiments of the lab show: from hopeless to nearly perfect arms. */
export const RATES = [0.05, 0.2, 0.41, 0.5, 0.85, 0.968];

export const TRUTHS = [
  { both: 0.4, onlyA: 0.1, onlyB: 0.1 },
  { both: 0.85, onlyA: 0.02, onlyB: 0.1 },
  { both: 0.41, onlyA: 0.01, onlyB: 0.55 },
  { both: 0.93, onlyA: 0.03, onlyB: 0.03 },
  { both: 0.2, onlyA: 0.05, onlyB: 0.65 },
];
