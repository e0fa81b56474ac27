import { xmlText } from '../check/junit.ts';
import { folded } from '../check/report-text.ts';
import { story } from '../trial/story.ts';
import type { HuntReport } from './hunt-report.ts';
import { setText } from './search/fault-set.ts';

/** A case for each root cause, failed unless the baseline names it, and one for the search itself. */
export function huntJunit(report: HuntReport): string {
  const { findings, known, seconds, certificate, refusals } = report;
  const fresh = findings.filter(({ cause }) => !known.has(cause.id));
  const cases = findings.map(({ cause, title, set, run }) => {
    const head = `<testcase classname="hunt" name="${xmlText(cause.sentence)}"`;
    if (known.has(cause.id)) return `${head}><skipped message="in the baseline"/></testcase>`;
    const text = [setText(set), ...folded(story(run))].join('\n');
    return `${head}><failure message="${xmlText(title)}">${xmlText(text)}</failure></testcase>`;
  });
  const word = certificate === null ? refusals.join('; ') : certificate.says;
  cases.push(
    `<testcase classname="hunt" name="search" time="${seconds.toFixed(3)}"><system-out>${xmlText(word)}</system-out></testcase>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<testsuites name="chaos-lab hunt" tests="${cases.length}" failures="${fresh.length}">\n` +
    `<testsuite name="hunt" tests="${cases.length}" failures="${fresh.length}">\n${cases.join('\n')}\n` +
    '</testsuite>\n</testsuites>\n'
  );
}
