import { type Experiment, experimentSchema } from '@chaos-lab/contracts';
import { BadInputError } from '../../errors.ts';
import { findDocument } from '../../experiment/documents/find-document.ts';
import { readDocument } from '../../experiment/documents/read-document.ts';
import type { Oracle } from '../../subject/oracle.ts';
import { oracleNamed } from '../../subject/oracles/index.ts';
import { openBench } from '../../trial/bench.ts';
import { openLabBench } from '../../trial/lab-bench.ts';
import type { Trials } from '../../trial/trials.ts';
import { whereElse } from '../../trial/where-else.ts';
import type { CliContext } from '../context.ts';
import { type ClientSpec, trialClient } from '../trial-client.ts';

/** What is to be hunted: a client and a target, or an arm of an experiment. */
export type HuntSpec = Omit<ClientSpec, 'target'> & {
  readonly target: string | undefined;
  readonly openapi: string | undefined;
  readonly oracle: string;
  readonly reset: string | undefined;
  readonly parallel: number | undefined;
  readonly experiment: string | undefined;
  readonly arm: string | undefined;
};

/** A client behind a proxy, whatever the command line named, ready to be run. */
export type OpenedHunt = {
  readonly trials: Trials;
  /** What the client is called. */
  readonly client: string;
  readonly target: string;
  /** Null where the wire is all there is to judge by. */
  readonly oracle: Oracle | null;
  readonly parallel: number;
  /** What its waits are divided by. */
  readonly timeScale: number;
  readonly whereElse: () => Promise<string>;
  stop(): Promise<void>;
};

/** Runs at once of a client that is not started for each of them. */
const SERVICE_PARALLEL = 16;

export async function openHunt(spec: HuntSpec, context: CliContext): Promise<OpenedHunt> {
  if (spec.experiment !== undefined || spec.arm !== undefined) return openArm(spec, context);
  const { target } = spec;
  if (target === undefined) {
    throw new BadInputError(
      '--target: missing: expected the URL of the API, or an experiment with --arm',
    );
  }
  const { env, host, interrupt } = context;
  const oracle = oracleNamed(spec.oracle, {
    env,
    killGroup: host.killGroup,
    signal: interrupt.signal,
  });
  const client = trialClient({ ...spec, target }, context);
  const asked = spec.parallel ?? (spec.service === undefined ? 1 : SERVICE_PARALLEL);
  const parallel = spec.reset === undefined ? asked : 1;
  const bench = await openBench({
    target,
    openapi: spec.openapi,
    client,
    oracle,
    reset: spec.reset,
    parallel,
    env,
    killGroup: host.killGroup,
    interrupt,
  });
  const words = spec.words ?? [];
  return {
    trials: bench.trials,
    client: client.text,
    target,
    oracle,
    parallel,
    timeScale: 1,
    whereElse: () => whereElse({ proxyUrl: bench.proxy.url, host, env, words }),
    async stop() {
      await client.close();
      await bench.stop();
    },
  };
}

async function openArm(spec: HuntSpec, context: CliContext): Promise<OpenedHunt> {
  const { experiment: name, arm, target, service, words } = spec;
  if (name === undefined || arm === undefined) {
    throw new BadInputError(
      '--arm: expected an experiment and one of its arms, as hunt default --arm a',
    );
  }
  if (target !== undefined || service !== undefined || words !== undefined) {
    throw new BadInputError('--arm: has its lab: give no --target, no --service and no command');
  }
  const parallel = spec.parallel ?? SERVICE_PARALLEL;
  const { env, host, interrupt, stderr } = context;
  const experiment = experimentNamed(name);
  const bench = await openLabBench({
    experiment,
    arm,
    parallel,
    env,
    killGroup: host.killGroup,
    interrupt,
    note: (text) => stderr.write(`${text}\n`),
  });
  return {
    trials: bench.trials,
    client: `${arm} of ${name}`,
    target: bench.target,
    oracle: bench.oracle,
    parallel,
    timeScale: experiment.timeScale,
    whereElse: () => Promise.resolve('the agent of the lab made no call'),
    stop: () => bench.stop(),
  };
}

function experimentNamed(name: string): Experiment {
  return readDocument(findDocument('experiments', name), experimentSchema).value;
}
