/** The sign that belongs to numbers; the hyphen is too short beside a plus. */
const MINUS = '\u2212';

const signed = (text: string): string => text.replace('-', MINUS);

/** At most one decimal, and none that is 0: `97%`, `49.3%`. */
export function percent(ratio: number): string {
  return `${signed(String(Number((100 * ratio).toFixed(1))))}%`;
}

/** Always one decimal, so that columns of a table line up. */
export function percentCell(ratio: number | null): string {
  return ratio === null ? '–' : `${signed((100 * ratio).toFixed(1))}%`;
}

/** A difference of shares in percentage points, with its sign and without a unit: `+72`, `−3.5`. */
export function points(difference: number): string {
  const value = Number((100 * difference).toFixed(1));
  return value > 0 ? `+${value}` : signed(String(value === 0 ? 0 : value));
}

/** A p-value as papers print it: `< .001`, `= .031`. */
export function pValue(p: number): string {
  if (p < 0.001) return '< .001';
  if (p > 0.995) return '= 1';
  const digits = p < 0.0995 ? 3 : 2;
  return `= ${p.toFixed(digits).replace(/^0/, '')}`;
}

/** `1,600`. */
export function count(n: number): string {
  return n.toLocaleString('en-GB');
}

/** A duration: `0 s`, `38 ms`, `2.4 s`, `41 s`, `5 min 20 s`. */
export function duration(ms: number): string {
  if (ms === 0) return '0 s';
  if (ms < 0.95) return `${Number(ms.toPrecision(2))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  const rest = whole % 60;
  return `${count(Math.floor(whole / 60))} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** Fixed decimals, for ratios and effect sizes. */
export function decimal(value: number | null, digits = 2): string {
  return value === null || !Number.isFinite(value) ? '–' : signed(value.toFixed(digits));
}
