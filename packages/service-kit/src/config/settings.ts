import type { z } from 'zod';

interface SettingBase {
  /** Long flag without dashes; also the key in a configuration file. */
  readonly flag: string;
  /** Environment names, the first that is set and not empty wins. */
  readonly env?: string | readonly string[];
  readonly describe: string;
  /** Refuse to start without it. Needless beside a default. */
  readonly required?: true;
  /** Never repeat the value in a message. */
  readonly secret?: true;
  readonly default?: unknown;
}

/** One value: the schema sees the string of a flag or variable, or the value of the YAML key. */
export interface ValueSetting extends SettingBase {
  readonly kind?: 'value';
  readonly schema: z.ZodType;
  /** What the help shows behind the flag, `value` unless told. */
  readonly placeholder?: string;
}

/** Several values: `--flag a b`, `--flag a,b`, or a YAML list. The schema is that of one item. */
export interface ListSetting extends SettingBase {
  readonly kind: 'list';
  readonly schema: z.ZodType;
  readonly placeholder?: string;
}

/** On or off: `--flag`, `--no-flag`, or true/false in the environment and the file. */
export interface SwitchSetting extends SettingBase {
  readonly kind: 'switch';
}

export type Setting = ValueSetting | ListSetting | SwitchSetting;
export type Settings = Readonly<Record<string, Setting>>;

type OutputOf<S> = S extends { kind: 'switch' }
  ? boolean
  : S extends { kind: 'list'; schema: infer Z extends z.ZodType }
    ? readonly z.output<Z>[]
    : S extends { schema: infer Z extends z.ZodType }
      ? z.output<Z>
      : never;

type AbsentOf<S> = S extends { default: unknown } | { required: true } ? never : undefined;

/** The frozen object a table of settings is read into; a setting without default may be undefined. */
export type ConfigOf<T extends Settings> = {
  readonly [K in keyof T]: OutputOf<T[K]> | AbsentOf<T[K]>;
};

/** Declares a table of settings; each default is checked against the type of its schema. */
export function defineSettings<const T extends Settings>(
  table: T & { readonly [K in keyof T]: { readonly default?: OutputOf<T[K]> } },
): T {
  return table;
}
