import type { Register } from './context.ts';

/** Loaded when it is named, so that no command pays for what another needs; in the order of --help. */
export const COMMANDS = {
  check: async () => (await import('./commands/check.ts')).check,
  hunt: async () => (await import('./commands/hunt.ts')).hunt,
  certificate: async () => (await import('./commands/certificate.ts')).certificate,
  lab: async () => (await import('./commands/lab.ts')).lab,
  simulate: async () => (await import('./commands/simulate.ts')).simulate,
  compare: async () => (await import('./commands/compare.ts')).compare,
  run: async () => (await import('./commands/run.ts')).run,
  steps: async () => (await import('./commands/steps.ts')).steps,
  report: async () => (await import('./commands/report.ts')).report,
  replay: async () => (await import('./commands/replay.ts')).replay,
  explain: async () => (await import('./commands/explain.ts')).explain,
  verdicts: async () => (await import('./commands/verdicts.ts')).verdicts,
  diff: async () => (await import('./commands/diff.ts')).diff,
  power: async () => (await import('./commands/power.ts')).power,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  'learn-scenario': async () => (await import('./commands/learn-scenario.ts')).learn,
  serve: async () => (await import('./commands/serve.ts')).serve,
} as const satisfies Record<string, () => Promise<Register>>;

const isCommand = (name: string | undefined): name is keyof typeof COMMANDS =>
  name !== undefined && Object.hasOwn(COMMANDS, name);

/** The command that is named; all of them where it is for --help, or for a word that names none. */
export function registersOf(name: string | undefined): Promise<Register[]> {
  const wanted = isCommand(name) ? [COMMANDS[name]] : Object.values(COMMANDS);
  return Promise.all(wanted.map((load) => load()));
}
