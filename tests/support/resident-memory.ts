import { readFileSync } from 'node:fs';

const SAMPLE_MS = 20;

export type MemoryWatch = {
  /** The largest resident size since the start of the watch, MB. */
  readonly peakMb: () => number;
  readonly stop: () => void;
};

/** Resident size of a process in MB, from the kernel; Linux only. */
export function residentMb(pid: number): number {
  const kb = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kb) / 1024;
}

/** Samples the resident size of a process until it is stopped. */
export function watchMemory(pid: number): MemoryWatch {
  let peak = residentMb(pid);
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMb(pid));
  }, SAMPLE_MS);
  return { peakMb: () => peak, stop: () => clearInterval(timer) };
}
