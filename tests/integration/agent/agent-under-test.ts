import type { PlaybookInput } from '@chaos-lab/contracts';
import { onTestFinished } from 'vitest';
import { type RunningAgent, runningAgent } from './running-agent.ts';
import { type Script, type ScriptedPetstore, scriptedPetstore } from './scripted-petstore.ts';

export interface Bench {
  readonly petstore: ScriptedPetstore;
  readonly agent: RunningAgent;
}

/** A scripted petstore and the agent in front of it, both gone when the test is over. */
export async function agentUnderTest(
  scripts: Readonly<Record<string, Script>>,
  playbook?: PlaybookInput,
  flags: readonly string[] = [],
): Promise<Bench> {
  const petstore = await scriptedPetstore(scripts);
  const agent = await runningAgent(petstore.baseUrl, playbook, flags);
  onTestFinished(async () => {
    await agent.close();
    await petstore.close();
  });
  return { petstore, agent };
}

/** Fails the calls with these 1-based ordinals. */
export const failing =
  (status: number, ...ordinals: number[]): Script =>
  (_request, nth) =>
    ordinals.includes(nth) ? { status } : undefined;

/** Lets the store act on the nth call and then breaks the connection. */
export const losingAnswer =
  (...ordinals: number[]): Script =>
  (_request, nth) =>
    ordinals.includes(nth) ? { status: 0, afterEffect: true, breaksConnection: true } : undefined;
