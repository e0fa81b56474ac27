import type { LoadedPlaybook } from './parse-playbook.ts';

/** A task names a playbook that the agent does not have. */
export class UnknownPlaybookError extends Error {
  readonly code = 'PLAYBOOK_UNKNOWN';

  constructor(name: string, known: readonly string[]) {
    super(`there is no playbook "${name}": expected one of ${known.join(', ') || '(none)'}`);
    this.name = 'UnknownPlaybookError';
  }
}

/** More playbooks than an agent keeps. */
export class LibraryFullError extends Error {
  readonly code = 'LIBRARY_FULL';

  constructor() {
    super(`there are ${MAX_PLAYBOOKS} playbooks already: replace one of them`);
    this.name = 'LibraryFullError';
  }
}

/** Each is a value of a metric's label, and they come over HTTP too. */
const MAX_PLAYBOOKS = 256;

/** The playbooks by name, replaced whole; who holds a LoadedPlaybook keeps the version it took. */
export class PlaybookLibrary {
  readonly #playbooks = new Map<string, LoadedPlaybook>();
  #defaultName: string | undefined;

  constructor(playbooks: Iterable<LoadedPlaybook>, defaultName?: string) {
    for (const loaded of playbooks) this.put(loaded);
    this.#defaultName = defaultName;
  }

  /** The one that is meant where no name is given. */
  get defaultName(): string | undefined {
    return this.#defaultName;
  }

  /** The named playbook, or the default one. */
  find(name = this.#defaultName): LoadedPlaybook {
    if (name === undefined) throw new UnknownPlaybookError('(default)', this.names());
    return this.get(name);
  }

  get(name: string): LoadedPlaybook {
    const loaded = this.#playbooks.get(name);
    if (loaded === undefined) throw new UnknownPlaybookError(name, this.names());
    return loaded;
  }

  has(name: string): boolean {
    return this.#playbooks.has(name);
  }

  /** Throws a LibraryFullError where it would be one too many. */
  put(loaded: LoadedPlaybook): void {
    const isNew = !this.#playbooks.has(loaded.name);
    if (isNew && this.#playbooks.size >= MAX_PLAYBOOKS) throw new LibraryFullError();
    this.#playbooks.set(loaded.name, loaded);
  }

  /** Replaces the default playbook; the first one becomes the default. */
  putDefault(loaded: LoadedPlaybook): void {
    this.put(loaded);
    this.#defaultName = loaded.name;
  }

  names(): string[] {
    return [...this.#playbooks.keys()].toSorted();
  }

  all(): LoadedPlaybook[] {
    return this.names().map((name) => this.get(name));
  }
}
