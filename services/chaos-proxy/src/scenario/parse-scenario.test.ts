import { describe, expect, it } from 'vitest';
import { parseScenario } from './parse-scenario.ts';
import { ScenarioError } from './scenario-error.ts';

function refusal(text: string): readonly string[] {
  try {
    parseScenario(text, 'x.yaml');
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

describe('a scenario', () => {
  it('is YAML or JSON, with its defaults filled in', () => {
    const yaml = parseScenario('rules:\n  - faults: [{kind: hang}]\n');
    const json = parseScenario('{"rules":[{"faults":[{"kind":"hang"}]}]}');
    expect(yaml).toEqual(json);
    expect(yaml.rules[0]).toMatchObject({
      rate: 1,
      match: {},
      faults: [{ weight: 1, capMs: 60_000 }],
    });
  });

  it.each([
    [
      'rules:\n  - faults: [{kind: hagn}]',
      '/rules/0/faults/0/kind: unknown kind "hagn": expected one of http-error, ',
    ],
    [
      'rules:\n  - faults: [{kind: http-error}]',
      '/rules/0/faults/0/status: missing: expected number',
    ],
    ['rules:\n  - rate: 1.5\n    faults: [{kind: hang}]', '/rules/0/rate'],
    [
      'rules:\n  - faults: [{kind: hang, weight: 0}]',
      '/rules/0/faults: the weights sum to nothing',
    ],
    [
      'rules:\n  - faults: [{kind: hang}]\n    schedule: {type: outage, meanDownMs: 5}',
      '/rules/0/schedule: expected exactly one of meanUpMs and downtime',
    ],
    [
      'rules:\n  - faults: [{kind: truncate}]\n    phase: before',
      '/rules/0/phase: no fault of this rule',
    ],
    [
      'rules:\n  - match: { path: "/search?q=*" }\n    faults: [{kind: hang}]',
      '/rules/0/match/path: a path has no query',
    ],
    [
      'rulez: []',
      'x.yaml: unknown name rulez: expected one of $schema, name, description, sweepRate, seed, ',
    ],
    [
      'rules:\n  - faults: [{kind: hang}]\n    rat: 1',
      '/rules/0: unknown name rat: expected one of name, match, rate, phase, faults, schedule',
    ],
    [
      'rules:\n  - faults: [{kind: truncate, at: 5}]',
      '/rules/0/faults/0: unknown name at: expected one of ',
    ],
    [
      'rules:\n  - faults: [{kind: hang}]\n    match: {pth: /a}',
      '/rules/0/match: unknown name pth: expected one of ',
    ],
    // What is left of a file that was cut off before its rules.
    ['name: outage\ndescription: Down for a while.\n', '/rules: missing: expected array'],
    ['rules: [', 'x.yaml line 1: not YAML or JSON'],
    ['5', 'x.yaml: 5 is not valid: expected object'],
  ])('%j is refused with the place and the reason', (text, expected) => {
    expect(refusal(text).join('\n')).toContain(expected);
  });

  it('is refused with every complaint at once', () => {
    expect(refusal('rulez: []\nrules:\n  - faults: []\n    rate: 2\n').length).toBeGreaterThan(2);
  });
});
