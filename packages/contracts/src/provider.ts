import { z } from 'zod';
import { FAULT_PHASES, type FaultKind, faultSchema, type Phase } from './fault.ts';

/** A file of `assets/providers`: what one provider puts on the wire when it fails. */
export const providerSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z-]*$/),
  title: z.string().min(1),
  /** By the name that a scenario and `--faults` know them by; each begins with the provider's name. */
  faults: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/),
    z.strictObject({ what: z.string().min(1), fault: faultSchema }),
  ),
});
export type Provider = z.infer<typeof providerSchema>;

/** A fault of a provider as a scenario names it; other settings beside the name replace its own. */
export const presetSchema = z
  .looseObject({ preset: z.string().min(1) })
  .describe('a fault of assets/providers by its name; weight, phase and others beside it win');

const HTTP = 'http-error';
const EVENT = 'sse-error';
const RPC = 'json-rpc-error';

/** Every fault of `assets/providers` and its kind, for those who only have to know what it does. */
export const PRESET_KINDS = {
  'anthropic-400': HTTP,
  'anthropic-401': HTTP,
  'anthropic-402': HTTP,
  'anthropic-403': HTTP,
  'anthropic-404': HTTP,
  'anthropic-413': HTTP,
  'anthropic-429': HTTP,
  'anthropic-429-hour': HTTP,
  'anthropic-500': HTTP,
  'anthropic-504': HTTP,
  'anthropic-529': HTTP,
  'anthropic-stream-529': EVENT,
  'anthropic-quota': 'quota',
  'azure-openai-400': HTTP,
  'azure-openai-429': HTTP,
  'azure-openai-503': HTTP,
  'bedrock-400': HTTP,
  'bedrock-408': HTTP,
  'bedrock-424': HTTP,
  'bedrock-429': HTTP,
  'bedrock-500': HTTP,
  'bedrock-503': HTTP,
  'gemini-400': HTTP,
  'gemini-429': HTTP,
  'gemini-500': HTTP,
  'gemini-503': HTTP,
  'gemini-504': HTTP,
  'gemini-stream-end': 'sse-cut',
  'mcp-parse-error': RPC,
  'mcp-invalid-request': RPC,
  'mcp-method-not-found': RPC,
  'mcp-invalid-params': RPC,
  'mcp-internal-error': RPC,
  'mcp-header-mismatch': RPC,
  'mcp-missing-capability': RPC,
  'mcp-unsupported-version': RPC,
  'mcp-session-404': RPC,
  'mcp-lost-answer': 'reset',
  'mcp-slow-tool': 'latency',
  'mcp-tool-error': 'tool-error',
  'openai-400': HTTP,
  'openai-401': HTTP,
  'openai-429': HTTP,
  'openai-429-hour': HTTP,
  'openai-429-quota': HTTP,
  'openai-429-credit': HTTP,
  'openai-500': HTTP,
  'openai-503': HTTP,
  'openai-stream-error': EVENT,
  'openai-responses-error': EVENT,
  'openai-responses-failed': EVENT,
  'openai-quota': 'quota',
  'openrouter-200': 'error-in-200',
  'openrouter-402': HTTP,
  'openrouter-429': HTTP,
  'openrouter-502': HTTP,
  'openrouter-stream-502': EVENT,
} as const satisfies Readonly<Record<string, FaultKind>>;

/** Faults of providers by their names, as they are read from `assets/providers`. */
export type Presets = ReadonlyMap<string, object>;

/** A preset that nobody knows, and where the document names it, as a JSON pointer. */
export type UnknownPreset = { readonly path: string; readonly preset: string };

/**
 * The document of a scenario with every `{preset: NAME}` among its faults replaced by that fault.
 * Whatever has another shape is left for the schema to refuse.
 */
export function withPresets(
  input: unknown,
  presets: Presets,
): { readonly value: unknown; readonly unknown: readonly UnknownPreset[] } {
  const unknown: UnknownPreset[] = [];
  if (!isObject(input) || !Array.isArray(input['rules'])) return { value: input, unknown };
  const rules = input['rules'].map((rule: unknown, r) => {
    if (!isObject(rule) || !Array.isArray(rule['faults'])) return rule;
    const faults = rule['faults'].map((fault: unknown, f) => {
      if (!isObject(fault) || typeof fault['preset'] !== 'string' || 'kind' in fault) return fault;
      const { preset, ...own } = fault as { readonly preset: string };
      const known = presets.get(preset);
      if (known !== undefined) return { ...known, ...own };
      unknown.push({ path: `/rules/${r}/faults/${f}/preset`, preset });
      return fault;
    });
    return { ...rule, faults };
  });
  return { value: { ...input, rules }, unknown };
}

/** The phases of presets that do not have the first one of their kind. */
const PRESET_PHASES: Readonly<Record<string, Phase>> = {
  'mcp-lost-answer': 'after',
  'mcp-slow-tool': 'after',
};

/** The kind and phase of a fault of `assets/providers` by its name; undefined where there is none. */
export function presetOf(
  name: string,
): { readonly kind: FaultKind; readonly phase: Phase } | undefined {
  if (!Object.hasOwn(PRESET_KINDS, name)) return undefined;
  const kind = PRESET_KINDS[name as keyof typeof PRESET_KINDS];
  return { kind, phase: PRESET_PHASES[name] ?? FAULT_PHASES[kind][0] };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
