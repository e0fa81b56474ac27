import { seededRandom } from '@chaos-lab/service-kit';

/** What becomes of one request: what the client sees, and whether the server acts first. */
export type Fault =
  | { readonly type: 'none'; readonly acts: true }
  | { readonly type: 'status'; readonly acts: boolean; readonly status: number }
  | { readonly type: 'broken'; readonly acts: boolean; readonly how: Break };

const BREAKS = ['reset', 'close', 'truncated', 'malformed'] as const;
type Break = (typeof BREAKS)[number] | 'silent';

/** Statuses that say nothing about the effect, and those that say there was none. */
const OPEN_STATUSES = [500, 502, 503, 504, 408] as const;
const REFUSALS = [400, 403, 404, 409, 422, 429] as const;

/**
 * The fault of an attempt: a function of seed, session, operation and attempt. How bad a session is
 * differs: some are calm, some lose nearly everything.
 */
export function faultOf(seed: number, session: string, operation: string, attempt: string): Fault {
  const rate = seededRandom(`${seed}\n${session}`)() ** 2;
  const draw = seededRandom(`${seed}\n${session}\n${operation}\n${attempt}`);
  if (draw() >= rate) return { type: 'none', acts: true };
  const kind = draw();
  const acts = draw() < 0.6;
  const pick = <T>(from: readonly [T, ...T[]]): T =>
    from[Math.floor(draw() * from.length)] ?? from[0];
  if (kind < 0.2) return { type: 'status', acts: false, status: pick(REFUSALS) };
  if (kind < 0.55) return { type: 'status', acts, status: pick(OPEN_STATUSES) };
  // Rare, since each lasts as long as a client waits.
  return { type: 'broken', acts, how: kind > 0.998 ? 'silent' : pick(BREAKS) };
}
