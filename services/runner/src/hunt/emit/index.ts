import type { Emitter } from './emitted.ts';
import { findingJson } from './finding-json.ts';
import { nodeTest } from './node-test.ts';
import { pytestTest } from './pytest-test.ts';
import { scenario } from './scenario.ts';
import { shellTest } from './shell-test.ts';
import { tape } from './tape.ts';
import { vitestTest } from './vitest-test.ts';

/** The files of a finding. A new one is a file and a line here. */
export const EMITTERS: readonly Emitter[] = [
  findingJson,
  scenario,
  tape,
  shellTest,
  nodeTest,
  vitestTest,
  pytestTest,
];
