import type { ReportModel } from '../model/report-model.ts';
import { count } from '../../summary/words/numbers.ts';

/** Where the numbers come from, as pairs of name and value. */
export function provenanceOf({ manifest }: ReportModel): readonly (readonly [string, string])[] {
  const { experiment, versions, machine, hashes, startedAt, resumedAt } = manifest;
  return [
    ['experiment', experiment.name],
    ['scenario', experiment.scenario],
    ['seed', String(experiment.seed)],
    ['started', startedAt],
    ...resumedAt.map((at): [string, string] => ['resumed', at]),
    ['time scale', count(experiment.timeScale)],
    ['concurrency', count(experiment.concurrency)],
    ...(experiment.arrivalsPerS === undefined
      ? []
      : [['arrivals a second', String(experiment.arrivalsPerS)] as [string, string]]),
    [
      'lab',
      `${versions.lab}${versions.revision === null ? '' : ` (${versions.revision.slice(0, 12)})`}`,
    ],
    ['node', versions.node],
    [
      'machine',
      `${machine.cpus} × ${machine.cpuModel}, ${(machine.memoryBytes / 2 ** 30).toFixed(0)} GiB, ${machine.platform} ${machine.arch}`,
    ],
    ...Object.entries(hashes).map(([name, hash]): [string, string] => [
      `sha256 of ${name}`,
      `${hash.slice(0, 16)}…`,
    ]),
  ];
}
