import { defineSettings, value } from '@chaos-lab/service-kit';
import { durationSchema } from './duration.ts';
import { TRIAL } from './trial-settings.ts';

export const HUNT = {
  ...TRIAL,
  ...defineSettings({
    k: {
      flag: 'k',
      schema: value.integer({ min: 1, max: 6, noun: 'a number of faults' }),
      default: 2,
      placeholder: 'number',
      describe: 'faults in a set at most',
    },
    arm: {
      flag: 'arm',
      schema: value.text(),
      placeholder: 'name',
      describe: 'the arm of an experiment that is hunted, on a lab of its own',
    },
    parallel: {
      flag: 'parallel',
      schema: value.integer({ min: 1, max: 1_024, noun: 'a number of runs' }),
      placeholder: 'number',
      describe: 'runs at once; 1 for a command unless told that it can, 16 for a service or an arm',
    },
    quick: {
      kind: 'switch',
      flag: 'quick',
      default: false,
      describe: 'extend faults with the same continuation once: faster, and no certificate',
    },
    budget: {
      flag: 'budget',
      schema: durationSchema,
      placeholder: 'time',
      describe: 'end the search after this time and keep what was found: 60s, 5m, 1h',
    },
    out: {
      flag: 'out',
      schema: value.text(),
      placeholder: 'folder',
      describe: 'where the findings, the page and the certificate go; hunts/TIME unless told',
    },
    resume: {
      flag: 'resume',
      schema: value.text(),
      placeholder: 'folder',
      describe: 'go on with a hunt that was cut short, by its folder; the other flags as they were',
    },
    verify: {
      flag: 'verify',
      schema: value.text(),
      placeholder: 'file',
      describe: 'run the finding.json of a hunt again: 0 where it is mended, 1 where it is not',
    },
    baseline: {
      flag: 'baseline',
      schema: value.text(),
      placeholder: 'file',
      describe: 'root causes that are known and do not fail; written with --write-baseline',
    },
    writeBaseline: {
      kind: 'switch',
      flag: 'write-baseline',
      default: false,
      describe: 'write what was found to the --baseline file',
    },
    json: {
      kind: 'switch',
      flag: 'json',
      default: false,
      describe: 'the result as JSON on stdout',
    },
    junit: {
      flag: 'junit',
      schema: value.text(),
      placeholder: 'file',
      describe: 'write the result as JUnit XML too',
    },
  }),
};

/** What goes wrong unless told otherwise: eight kinds that take no time of their own. */
export const HUNT_FAULTS = [
  'http-503',
  'http-429',
  'http-422',
  'reset',
  'reset@after',
  'http-503@after',
  'truncate',
  'malformed-json',
];
