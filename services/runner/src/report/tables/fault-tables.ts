import type { AttemptsDigest } from '../collect/attempts.ts';
import type { ReportModel } from '../model/report-model.ts';
import { count, decimal, percent, pValue } from '../../summary/words/numbers.ts';
import { figure, type Table, text } from './table.ts';

/** Longer lists are cut here; the rest is in attempts.csv. */
const MOST_ROWS = 40;

export function faultTable({ faults }: AttemptsDigest): Table {
  return {
    caption: 'Faults that met a call, in all arms and rates together',
    columns: [text('fault'), text('phase'), text('operation'), figure('calls')],
    rows: faults
      .slice(0, MOST_ROWS)
      .map((one) => [one.fault, one.phase, one.operation, count(one.count)]),
  };
}

export function recoveryTable({ recoveries }: AttemptsDigest): Table {
  return {
    caption: 'What the arms did about failures',
    columns: [text('arm'), text('condition'), text('strategy'), figure('times')],
    rows: recoveries
      .slice(0, MOST_ROWS)
      .map((one) => [one.arm, one.condition, one.strategy, count(one.count)]),
  };
}

export function auditTable({ summary }: ReportModel): Table {
  return {
    caption: 'Faults asked for and delivered, by arm and rate',
    columns: [
      text('arm'),
      figure('rate'),
      figure('calls'),
      figure('faults expected'),
      figure('decided'),
      figure('delivered'),
      text('not delivered, or with nothing to do'),
      figure('p'),
    ],
    rows: summary.fault_audit.map((audit) => [
      audit.arm,
      percent(audit.failure_rate),
      count(audit.decisions),
      decimal(audit.expected, 1),
      count(audit.decided),
      count(audit.delivered),
      Object.entries({ ...audit.undelivered, ...audit.inapplicable })
        .map(([reason, n]) => `${reason} ${count(n)}`)
        .join(', '),
      pValue(audit.p).replace('= ', ''),
    ]),
  };
}
