import { UserError } from '../user-error.ts';

/** Flags, environment or configuration file are wrong; `problems` holds every complaint at once. */
export class ConfigError extends UserError {
  constructor(problems: string | readonly string[]) {
    super(problems, { code: 'CONFIG_INVALID', exitCode: 2 });
  }
}

/** Not a failure: the user asked for `--help` or `--version`, and `text` is the answer. */
export class HelpRequested extends Error {
  readonly code = 'HELP_REQUESTED';
  readonly text: string;

  constructor(text: string) {
    super('help requested');
    this.name = 'HelpRequested';
    this.text = text;
  }
}
