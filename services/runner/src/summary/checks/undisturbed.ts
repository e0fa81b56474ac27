import { duration } from '../words/numbers.ts';
import { plural } from '../words/phrases.ts';
import { type Check, failed, passed } from './check.ts';

/** Nothing but the experiment acted on a run that is counted. */
export const undisturbed: Check = ({ disturbances, real_upstream_failures: real }) => {
  const { pauses, longest_ms, runs_made_again: again, runs_disturbed: kept } = disturbances;
  const { failed_without_fault: calm } = disturbances;
  const stood =
    pauses === 0
      ? []
      : [`${plural(pauses, 'standstill')} of a process (up to ${duration(longest_ms)})`];
  const seen = [
    ...stood,
    ...(real === 0 ? [] : [`${plural(real, 'real failure')} of the upstream`]),
    ...(again === 0 ? [] : [`${plural(again, 'run')} made again`]),
  ];
  const problems = [
    ...(kept === 0 ? [] : [`${plural(kept, 'run')} that a disturbance touched had to be kept`]),
    ...(calm === 0 ? [] : [`${plural(calm, 'run')} failed at rate 0 without a fault`]),
    ...(real === 0 ? [] : [`${plural(real, 'call')} met a real failure of the upstream`]),
  ];
  if (problems.length > 0) {
    const more = stood.length === 0 ? '' : `; there were ${stood.join(', ')}`;
    return failed(`The lab was disturbed: ${problems.join(', ')}${more}.`);
  }
  return seen.length === 0
    ? passed(
        'The lab was undisturbed: no standstill, no real failure, no failed run without a fault.',
      )
    : passed(`The lab was undisturbed in every run that counts: ${seen.join(', ')}.`);
};
