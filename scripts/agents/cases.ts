import type { FaultSpec, ScenarioInput } from '@chaos-lab/contracts';

type FaultInput = { readonly kind: FaultSpec['kind']; readonly [option: string]: unknown };

/** One thing that goes wrong, once, with the first request of a model or of a tool. */
export type Case = {
  readonly name: string;
  readonly title: string;
  readonly fault: FaultInput | null;
  /** What stands for it where the answer is that of an MCP tool; null where it has no such thing. */
  readonly mcp?: FaultInput | null;
  /** What stands for it where the answer is that of Gemini, which has fewer and larger events. */
  readonly gemini?: FaultInput;
};

const HOUR_S = 3_600;
const error = (status: number, type: string, seconds?: number): FaultInput => ({
  kind: 'http-error',
  status,
  body: { type: 'error', error: { type, message: 'injected', code: type } },
  ...(seconds !== undefined && { retryAfter: { seconds } }),
});

export const CASES: readonly Case[] = [
  { name: 'calm', title: 'no fault', fault: null },
  { name: '503', title: '503', fault: error(503, 'server_is_overloaded') },
  { name: '529', title: '529', fault: error(529, 'overloaded_error') },
  { name: '429-hour', title: '429, an hour', fault: error(429, 'rate_limit_error', HOUR_S) },
  { name: 'reset', title: 'reset before', fault: { kind: 'reset' } },
  { name: 'lost', title: 'answer lost after', fault: { kind: 'reset', phase: 'after' } },
  {
    name: 'cut',
    title: 'cut between events',
    fault: { kind: 'sse-cut', afterEvents: 3 },
    mcp: { kind: 'sse-cut', afterEvents: 0 },
    gemini: { kind: 'sse-cut', afterEvents: 1 },
  },
  {
    name: 'cut-arguments',
    title: 'cut inside tool arguments',
    fault: { kind: 'sse-cut', at: 'tool-arguments', afterEvents: 1 },
    mcp: null,
    gemini: { kind: 'sse-cut', at: 'tool-arguments' },
  },
  {
    name: 'terminator',
    title: 'no terminator',
    fault: { kind: 'sse-drop-terminator' },
    mcp: null,
  },
  {
    name: 'error-event',
    title: 'error event',
    fault: { kind: 'sse-error', afterEvents: 3 },
    mcp: { kind: 'json-rpc-error' },
    gemini: { kind: 'sse-error', afterEvents: 1 },
  },
  {
    name: 'stall',
    title: 'stall',
    fault: { kind: 'sse-stall', afterEvents: 3 },
    mcp: { kind: 'sse-stall', afterEvents: 0 },
    gemini: { kind: 'sse-stall', afterEvents: 1 },
  },
];

/** Every case at once, for models or for tools: the session of a request says which one it meets. */
export function scenarioOfCases(upstream: 'model' | 'tools'): ScenarioInput {
  return {
    name: `agents-${upstream}`,
    rules: CASES.flatMap(({ name, fault, mcp = fault, gemini }) => {
      const chosen = upstream === 'model' ? fault : mcp;
      if (chosen === null) return [];
      const operation = upstream === 'model' ? '*' : 'tools/call:*';
      const rule = (session: string, input: FaultInput) => ({
        name: session,
        match: { session, method: 'POST', operation },
        times: 1,
        faults: [input as FaultSpec],
      });
      const all = rule(`*.${name}`, chosen);
      if (gemini === undefined || upstream === 'tools') return [all];
      const theirs = rule(`google-genai.${name}`, gemini);
      // Its answer after the first is not to meet the rule for all.
      return [theirs, { ...all, match: { ...all.match, not: { session: 'google-genai.*' } } }];
    }),
  };
}
