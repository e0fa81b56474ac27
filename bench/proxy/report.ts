import { NAMES } from './candidates.ts';
import { type Measured, METHODS, type Method } from './rounds.ts';
import { median } from './statistics.ts';

type Figure = 'perSecond' | 'cpu' | 'p99Ms';

/** A target: how a figure of ours stands to that of another candidate, in the same round. */
type Target = {
  readonly of: string;
  readonly to: string;
  readonly figure: Figure;
  readonly atLeast?: number;
  readonly atMost?: number;
};

const OURS = [NAMES.calm, NAMES.rules];
const TARGETS: readonly Target[] = OURS.flatMap((of) => [
  { of, to: NAMES.readme, figure: 'perSecond', atLeast: 2.2 },
  { of, to: NAMES.lean, figure: 'perSecond', atLeast: 0.8 },
  { of, to: NAMES.fetchkit, figure: 'perSecond', atLeast: 2 },
  { of, to: NAMES.lean, figure: 'p99Ms', atMost: 1.2 },
]);

const WORDS: Record<Figure, string> = {
  perSecond: 'requests/s',
  cpu: 'CPU',
  p99Ms: 'p99',
};

/** The medians of every candidate as lines of a table. */
export function table(measured: readonly Measured[]): string[] {
  const names = [...new Set(measured.map(({ name }) => name))];
  const head = METHODS.flatMap((m) => [`${m} req/s`, `${m} CPU µs`, `${m} p99 ms`, `of nginx`]);
  const rows = names.map((name) =>
    [name].concat(
      METHODS.flatMap((method) => [
        of(measured, name, method, 'perSecond').toFixed(0),
        of(measured, name, method, 'cpu').toFixed(1),
        of(measured, name, method, 'p99Ms').toFixed(1),
        ratio(measured, { of: name, to: NAMES.nginx, figure: 'perSecond' }, method).toFixed(2),
      ]),
    ),
  );
  return aligned([['', ...head], ...rows]);
}

/** Each target with its measured ratio, the median of the ratios inside the rounds. */
export function verdicts(measured: readonly Measured[]): { line: string; met: boolean }[] {
  const names = new Set(measured.map(({ name }) => name));
  return TARGETS.filter(({ of, to }) => names.has(of) && names.has(to)).flatMap((target) =>
    METHODS.map((method) => {
      const { of: ours, to, figure, atLeast, atMost } = target;
      const found = ratio(measured, target, method);
      const met = found >= (atLeast ?? -Infinity) && found <= (atMost ?? Infinity);
      const asked = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
      const cpu = 1 / ratio(measured, { ...target, figure: 'cpu' }, method);
      const byCpu = figure === 'perSecond' ? ` (by CPU time ${cpu.toFixed(2)})` : '';
      const line = `${method} ${WORDS[figure]}: ${ours} / ${to} = ${found.toFixed(2)}${byCpu}, ${asked}: ${met ? 'met' : 'MISSED'}`;
      return { line, met };
    }),
  );
}

function of(measured: readonly Measured[], name: string, method: Method, figure: Figure): number {
  return median(values(measured, name, method, figure));
}

function ratio(measured: readonly Measured[], target: Target, method: Method): number {
  const ours = values(measured, target.of, method, target.figure);
  const theirs = values(measured, target.to, method, target.figure);
  return median(ours.map((value, i) => value / (theirs[i] ?? Number.NaN)));
}

function values(
  measured: readonly Measured[],
  name: string,
  method: Method,
  figure: Figure,
): number[] {
  return measured.filter((m) => m.name === name && m.method === method).map((m) => m[figure]);
}

function aligned(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  '),
  );
}
