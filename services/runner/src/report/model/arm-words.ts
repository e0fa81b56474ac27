import type { Arm, Policy } from '@chaos-lab/contracts';
import { plural } from '../../summary/words/phrases.ts';

/** What an arm does, in a few words. Addresses lose their scheme: a report holds no link. */
export function describeArm(arm: Arm): string {
  if ('command' in arm) return `the program ${withoutScheme(arm.command)}`;
  if ('url' in arm) return `the agent at ${withoutScheme(arm.url)}, its policy unknown`;
  return `${describePolicy(arm.policy)}${arm.breaker === false ? ', no breaker' : ''}`;
}

function describePolicy(policy: Policy): string {
  switch (policy.type) {
    case 'none':
      return 'gives up at the first failure';
    case 'blind':
      return `${plural(policy.retries, 'immediate retry', 'immediate retries')} of whatever failed`;
    case 'axios-retry':
      return `axios-retry, ${plural(policy.retries, 'retry', 'retries')}, ${policy.mode} delay`;
    case 'playbook':
      break;
  }
  return `playbook “${policy.name}”`;
}

/** Text from elsewhere, without what a browser or mail program would turn into a link. */
export function withoutScheme(text: string): string {
  return text.replaceAll(/\b[a-z][a-z0-9+.-]*:\/\//gi, '');
}
