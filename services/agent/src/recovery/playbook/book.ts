import type { Entry, Playbook, PlaybookSettings, ToolTable } from '@chaos-lab/contracts';

/** A playbook laid out for use. */
export interface Book {
  readonly settings: PlaybookSettings;
  readonly procedures: ReadonlyMap<string, Entry>;
  /** By tool name, or `*`. */
  readonly tables: ReadonlyMap<string, ToolTable>;
  /** The top default. */
  readonly fallback: Entry | readonly Entry[] | undefined;
}

/** Splits a validated playbook file into its parts. */
export function bookOf(playbook: Playbook): Book {
  const {
    $schema: _schema,
    _metadata: _aboutIt,
    _settings: settings,
    _procedures: procedures,
    default: fallback,
    ...tables
  } = playbook;
  return {
    settings,
    procedures: new Map(Object.entries(procedures)),
    tables: new Map(Object.entries(tables as Record<string, ToolTable>)),
    fallback,
  };
}
