import type { ScheduleOf } from '@chaos-lab/contracts';
import { type Draws, uniforms } from '../decision/draws.ts';
import { type Gate, type GateContext, onOrdinal, perSession, type ScheduleKind } from './gate.ts';

type Burst = ScheduleOf<'burst'>;

/**
 * Gilbert-Elliott: a good and a bad state that change between requests (Gilbert 1960, Elliott 1963).
 * The chain starts in its stationary distribution and has its own draws, one for each ordinal.
 */
export const burst: ScheduleKind<Burst> = { dependsOn: onOrdinal, scope: perSession, gate };

function gate(spec: Burst, context: GateContext): Gate {
  const good = { rate: spec.goodRate, holdMs: 0 };
  const bad = { rate: context.rate, holdMs: 0 };
  const draw = ordinalDraws(context);
  let reached = 0;
  let isBad = false;
  return ({ ordinal }) => {
    while (reached < ordinal) {
      reached += 1;
      const u = draw(reached);
      if (reached === 1) isBad = u < stationaryBad(spec);
      else isBad = isBad ? u >= spec.badToGood : u < spec.goodToBad;
    }
    return isBad ? bad : good;
  };
}

/** The long-run share of requests that meet the bad state. */
export function stationaryBad(spec: Burst): number {
  const moves = spec.goodToBad + spec.badToGood;
  return moves === 0 ? 0 : spec.goodToBad / moves;
}

/** One uniform number for each ordinal; one hash makes four. */
function ordinalDraws({ seed, session, rule }: GateContext): (ordinal: number) => number {
  let block = -1;
  let values: Draws = [0, 0, 0, 0];
  return (ordinal) => {
    const wanted = Math.floor(ordinal / 4);
    if (wanted !== block) {
      block = wanted;
      values = uniforms(`chaos-lab/1/burst\n${seed}\n${session}\n${rule}\n${block}`);
    }
    return values[ordinal % 4] ?? 0;
  };
}
