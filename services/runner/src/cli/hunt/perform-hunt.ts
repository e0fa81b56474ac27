import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConfigOf } from '@chaos-lab/service-kit';
import type { Command } from 'commander';
import { BadInputError, EXIT } from '../../errors.ts';
import { baselineOf, readBaseline } from '../../hunt/baseline.ts';
import { certify, filesOf, refusals } from '../../hunt/certificate.ts';
import { fileFrontier } from '../../hunt/file-frontier.ts';
import type { FindingFile } from '../../hunt/finding-file.ts';
import type { Finding } from '../../hunt/findings.ts';
import { huntJson } from '../../hunt/hunt-json.ts';
import { huntJunit } from '../../hunt/hunt-junit.ts';
import type { HuntReport } from '../../hunt/hunt-report.ts';
import { JournalMismatchError, openJournal } from '../../hunt/journal.ts';
import { huntText } from '../../hunt/report-text.ts';
import { type HuntResult, runHunt } from '../../hunt/run-hunt.ts';
import { HUNT_FILE, writeHunt } from '../../hunt/write-hunt.ts';
import { writeAtomically, writeJson } from '../../run-folder/atomic-file.ts';
import { counting } from '../../terminal/counting.ts';
import { commandLine } from '../../terminal/shell-words.ts';
import { clockTime } from '../../terminal/words.ts';
import { type Calm, calmRuns, counted } from '../../trial/calm.ts';
import { type FaultWord, faultWord } from '../../trial/fault-word.ts';
import type { InvariantName } from '../../trial/invariants/index.ts';
import { judgedInvariants, oracleWords } from '../../trial/judged-invariants.ts';
import type { CliContext } from '../context.ts';
import { type HUNT, HUNT_FAULTS } from '../hunt-settings.ts';
import { envOf } from '../trial-settings.ts';
import { trialTimes } from '../trial-times.ts';
import { type OpenedHunt, openHunt } from './open-hunt.ts';

const LAUNCHER = fileURLToPath(new URL('../../../bin/chaos-lab.mjs', import.meta.url));

export type HuntSettings = ConfigOf<typeof HUNT>;

export type HuntRequest = {
  readonly command: Command;
  readonly settings: HuntSettings;
  readonly experiment: string | undefined;
  readonly context: CliContext;
};

/** Runs a hunt from the command line, writes its folder, and resolves to the exit code. */
export async function performHunt(request: HuntRequest): Promise<number> {
  const { command, settings, experiment, context } = request;
  const { stdout, stderr, interrupt } = context;
  const faults = (settings.faults ?? HUNT_FAULTS).map(faultWord);
  const known = readBaseline(settings.baseline);
  if (settings.writeBaseline && settings.baseline === undefined) {
    throw new BadInputError('--write-baseline: needs --baseline FILE, to know where to');
  }
  const folder = settings.resume ?? settings.out ?? join('hunts', timeName(new Date()));
  const startedAt = performance.now();
  const opened = await openHunt(
    { ...settings, experiment, words: context.behindDashes, variables: envOf(command) },
    context,
  );
  try {
    const times = trialTimes(settings.timeout);
    const calm = await calmRuns(opened.trials, {
      client: opened.client,
      target: opened.target,
      timeoutMs: times.calmMs,
      whereElse: opened.whereElse,
    });
    const timeoutMs = times.faultyMs(calm.realMs);
    const invariants = judgedInvariants(settings.invariants, opened.oracle, opened.timeScale);
    stderr.write(`${introduction(calm, faults, settings.k)}\n`);
    mkdirSync(folder, { recursive: true });
    const result = await search({
      settings,
      opened,
      calm,
      faults,
      invariants,
      timeoutMs,
      folder,
      context,
    });
    const reasons = refusals(result, settings);
    const certificate =
      reasons.length > 0
        ? null
        : certify(result, {
            target: opened.target,
            client: opened.client,
            files: filesOf(context.behindDashes ?? []),
            calm,
            faults,
            k: settings.k,
            invariants,
            oracle: oracleWords(opened.oracle),
            versions: { lab: context.version, node: context.host.nodeVersion },
            at: new Date(),
          });
    const findings = result.findings.all();
    const again = (finding: Finding): string =>
      commandLine([
        'chaos-lab',
        'hunt',
        '--verify',
        join(
          folder,
          HUNT_FILE.finding(findings.findIndex(({ cause }) => cause.id === finding.cause.id) + 1),
          'finding.json',
        ),
      ]);
    const report: HuntReport = {
      client: opened.client,
      target: opened.target,
      k: settings.k,
      faults: faults.map(({ word }) => word),
      oracle: oracleWords(opened.oracle),
      result,
      findings,
      known,
      certificate,
      refusals: reasons,
      calmRequests: calm.requests,
      seconds: (performance.now() - startedAt) / 1_000,
      again,
    };
    const files = await writeHunt(report, {
      folder,
      names: calm.names,
      launcher: LAUNCHER,
      fileOf: (finding) => findingFile(finding, request, timeoutMs),
    });
    if (settings.junit !== undefined) await writeAtomically(settings.junit, huntJunit(report));
    if (settings.writeBaseline && settings.baseline !== undefined) {
      await writeJson(settings.baseline, baselineOf(findings));
    }
    if (settings.json) stdout.write(`${JSON.stringify(huntJson(report, files))}\n`);
    else
      stdout.write(
        `${huntText(report)}\nWrote ${files[0]} and ${counted(files.length - 1, 'file')} beside it\n`,
      );
    interrupt.signal.throwIfAborted();
    const fresh = findings.filter(({ cause }) => !known.has(cause.id));
    return fresh.length === 0 || settings.writeBaseline ? EXIT.ok : EXIT.hypothesisFailed;
  } finally {
    await opened.stop();
  }
}

async function search(from: {
  readonly settings: HuntSettings;
  readonly opened: OpenedHunt;
  readonly calm: Calm;
  readonly faults: readonly FaultWord[];
  readonly invariants: readonly InvariantName[];
  readonly timeoutMs: number;
  readonly folder: string;
  readonly context: CliContext;
}): Promise<HuntResult> {
  const { settings, opened, folder, context } = from;
  const journal = await openJournal(join(folder, HUNT_FILE.journal), settings.resume !== undefined);
  const frontier = fileFrontier((size) => join(folder, HUNT_FILE.frontier(size)));
  const enough = new AbortController();
  const { budget } = settings;
  const timer = budget === undefined ? undefined : setTimeout(() => enough.abort(), 1_000 * budget);
  const startedAt = performance.now();
  const line = counting(context.stderr, () => performance.now());
  try {
    return await runHunt({
      trials: opened.trials,
      calm: from.calm,
      k: settings.k,
      faults: from.faults,
      invariants: from.invariants,
      timeoutMs: from.timeoutMs,
      parallel: opened.parallel,
      quick: settings.quick,
      frontier,
      journal,
      enough: enough.signal,
      interrupt: context.interrupt.signal,
      onProgress({ size, sets, causes, left }) {
        line.say(() => {
          const rate = (1_000 * sets) / (performance.now() - startedAt);
          return (
            `${counted(size, 'fault')}: ${sets} sets, ${rate.toFixed(0)}/s, ` +
            `${counted(causes, 'cause')}, at least ${left} to come, ${clockTime(left / rate)}`
          );
        });
      },
    });
  } catch (error) {
    if (!(error instanceof JournalMismatchError)) throw error;
    throw new BadInputError(
      `--resume: ${folder} holds another hunt: the client, the faults or the flags were others`,
    );
  } finally {
    clearTimeout(timer);
    line.close();
    await journal.close();
    await frontier.close();
  }
}

function introduction(calm: Calm, faults: readonly FaultWord[], k: number): string {
  const waiting = faults.filter(({ waits }) => waits).map(({ word }) => word);
  const slow =
    waiting.length === 0 ? '' : `; ${waiting.join(', ')} last as long as the client lets them`;
  return (
    `without faults: ${counted(calm.requests, 'request')} in ${(calm.realMs / 1_000).toFixed(1)} s; ` +
    `sets of up to ${counted(k, 'fault')} of ${counted(faults.length, 'kind')}${slow}`
  );
}

function findingFile(
  { cause, set }: Finding,
  { command, settings, experiment, context }: HuntRequest,
  timeoutMs: number,
): FindingFile {
  return {
    v: 1,
    cause: cause.sentence,
    invariant: cause.invariant,
    target: settings.target ?? null,
    experiment: experiment ?? null,
    arm: settings.arm ?? null,
    openapi: settings.openapi ?? null,
    command: context.behindDashes === undefined ? null : [...context.behindDashes],
    service: settings.service ?? null,
    env: [...envOf(command)],
    oracle: settings.oracle,
    reset: settings.reset ?? null,
    timeoutMs,
    faults: set.map(({ at, fault }) => ({ ...at, fault })),
  };
}

/** `2026-11-28T16-05-09`. */
const timeName = (date: Date): string => date.toISOString().slice(0, 19).replaceAll(':', '-');
