import type { ProgressState } from './progress/progress.ts';

/** `2:05` or `3:04:00`; a question mark where it is not known. */
export function clockTime(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '?';
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [first = 0, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
  return [String(first), ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}

export const percent = (ratio: number): string => `${(100 * ratio).toFixed(1)}%`;

/** `baseline 41.0% [33.2, 49.3]`, arm by arm. */
export function armsSoFar(arms: ProgressState['arms']): string {
  return arms
    .map(({ arm, ratio, low, high }) =>
      ratio === null
        ? `${arm} -`
        : `${arm} ${percent(ratio)} [${(100 * low).toFixed(1)}, ${(100 * high).toFixed(1)}]`,
    )
    .join('  ');
}
