import { readdirSync, readFileSync } from 'node:fs';
import { FAULT_PHASES, PRESET_KINDS, presetOf, providerSchema } from '@chaos-lab/contracts';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseScenario } from '../../services/chaos-proxy/src/index.ts';
import { shortFault } from '../../services/chaos-proxy/src/scenario/short-form.ts';
import { faultWord } from '../../services/runner/src/trial/fault-word.ts';
import { scenarioDocumentSchema } from '../../services/runner/src/experiment/documents/scenario-document.ts';

const folder = new URL('../../assets/providers/', import.meta.url);
const providers = readdirSync(folder).map((file) => ({
  file,
  provider: providerSchema.parse(parse(readFileSync(new URL(file, folder), 'utf8'))),
}));
const names = providers.flatMap(({ provider }) => Object.keys(provider.faults));

test('the table in the contract has every fault of the assets, with its kind, and no other', () => {
  const found = providers.flatMap(({ provider }) =>
    Object.entries(provider.faults).map(([name, { fault }]) => [name, fault.kind] as const),
  );
  expect(Object.fromEntries(found)).toEqual(PRESET_KINDS);
  expect(names).toHaveLength(new Set(names).size);
  for (const { provider } of providers) {
    for (const [name, { fault }] of Object.entries(provider.faults)) {
      const phase = fault.phase ?? FAULT_PHASES[fault.kind][0];
      expect([name, presetOf(name)]).toEqual([name, { kind: fault.kind, phase }]);
      expect(faultWord(name)).toMatchObject({ word: name, kind: fault.kind, phase });
    }
  }
  expect(faultWord('anthropic-529@after')).toMatchObject({ kind: 'http-error', phase: 'after' });
  expect(() => faultWord('anthropic-528')).toThrow(/is no fault/);
});

test.each(providers)('$file: its faults begin with its name', ({ file, provider }) => {
  expect(file).toBe(`${provider.name}.yaml`);
  for (const name of Object.keys(provider.faults)) {
    expect(name.startsWith(`${provider.name}-`)).toBe(true);
  }
});

test.each(names)('%s is a word of the short form', (name) => {
  expect(shortFault(name).kind).toBe(PRESET_KINDS[name as keyof typeof PRESET_KINDS]);
});

describe('a scenario', () => {
  const scenario = (fault: object) => ({ rules: [{ faults: [fault] }] });
  const read = (fault: object) =>
    parseScenario(JSON.stringify(scenario(fault))).rules[0]?.faults[0];

  test('names a preset, and what stands beside the name wins', () => {
    const fault = { preset: 'anthropic-529', weight: 3, phase: 'after' };
    expect(read(fault)).toMatchObject({
      kind: 'http-error',
      status: 529,
      weight: 3,
      phase: 'after',
    });
    expect(scenarioDocumentSchema.parse(scenario(fault)).rules[0]?.faults[0]).toEqual(read(fault));
    expect(shortFault('anthropic-529@after')).toMatchObject({ status: 529, phase: 'after' });
  });

  test('that names none of them, or adds what does not belong to it, is refused', () => {
    expect(() => read({ preset: 'anthropic-528' })).toThrow(
      /\/rules\/0\/faults\/0\/preset.*unknown preset "anthropic-528": expected one of anthropic-400,/s,
    );
    expect(() => scenarioDocumentSchema.parse(scenario({ preset: 'nobody' }))).toThrow(
      /unknown preset nobody/,
    );
    expect(() => read({ preset: 'anthropic-529', fraction: 1 })).toThrow(/fraction/);
    expect(() => shortFault('anthropic-529@during')).toThrow(/phase/);
  });
});
