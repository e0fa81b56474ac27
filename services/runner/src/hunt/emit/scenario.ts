import { Document } from 'yaml';
import { wasFaulted } from '../../trial/observation.ts';
import { commented, type Emitter } from './emitted.ts';

/** The same faults for a chaos-proxy: `chaos-proxy --target URL --scenario scenario.yaml`. */
export const scenario: Emitter = {
  name: 'scenario.yaml',
  write({ file, records, names, story }) {
    const rules = records.filter(wasFaulted).map(({ operation, call, attempt, fault }) => ({
      match: { operation, call, attempt },
      rate: 1,
      faults: [fault],
    }));
    const document = new Document({
      name: 'finding',
      description: file.cause,
      ...(names.length === 0 ? {} : { naming: names }),
      rules,
    });
    return `${commented('#', story)}\n${String(document)}`;
  },
};
