import type { LoadedPlaybook } from './parse-playbook.ts';

/** A task names a playbook that the agent does not have. */
export class UnknownPlaybookError extends Error {
  readonly code = 'PLAYBOOK_UNKNOWN';

  constructor(name: string, known: readonly string[]) {
    super(`there is no playbook "${name}": expected one of ${known.join(', ') || '(none)'}`);
    this.name = 'UnknownPlaybookError';
  }
}

/** The playbooks by name, replaced whole; who holds a LoadedPlaybook keeps the version it took. */
export class PlaybookLibrary {
  readonly #playbooks = new Map<string, LoadedPlaybook>();
  /** The one that is meant where no name is given. */
  readonly defaultName: string | undefined;

  constructor(playbooks: Iterable<LoadedPlaybook>, defaultName?: string) {
    for (const loaded of playbooks) this.put(loaded);
    this.defaultName = defaultName;
  }

  get(name: string): LoadedPlaybook {
    const loaded = this.#playbooks.get(name);
    if (loaded === undefined) throw new UnknownPlaybookError(name, this.names());
    return loaded;
  }

  put(loaded: LoadedPlaybook): void {
    this.#playbooks.set(loaded.name, loaded);
  }

  names(): string[] {
    return [...this.#playbooks.keys()].toSorted();
  }

  all(): LoadedPlaybook[] {
    return this.names().map((name) => this.get(name));
  }
}
