/**
 * What a process needs of the machine, and nothing else: what a person has set for services that are
 * started by hand, or for an experiment, must not reach those of the lab.
 */
export const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'NODE_V8_COVERAGE'] as const;

/** Free ports, and no more than warnings. */
export const OWN_ENVIRONMENT = { PORT: '0', ADMIN_PORT: '0', LOG_LEVEL: 'warn' };
