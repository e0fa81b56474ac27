export { ConfigError, HelpRequested } from './config-error.ts';
export { expecting } from './expecting.ts';
export { type ConfigInput, loadConfig } from './load-config.ts';
export { type Refine, readSettings, type SettingSources } from './read-settings.ts';
export { type ConfigOf, defineSettings, type Setting, type Settings } from './settings.ts';
export { attachSettings, createProgram, type Program } from './settings-command.ts';
export * as value from './values.ts';
