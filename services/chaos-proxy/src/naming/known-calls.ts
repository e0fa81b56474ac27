/** What a request calls. */
type Called = {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly operation: string;
  /** Whether the OpenAPI document names it. */
  readonly isDocumented: boolean;
  /** Whether its method asks for nothing to be changed (RFC 9110, 9.2.1). */
  readonly isSafe: boolean;
};

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY']);

const MAX_KNOWN = 4_096;
const LONGEST_KNOWN = 256;

/**
 * Names operations, and gives the same texts for the same method and path again: their hash is known
 * by then, and what is kept of a thousand calls to one path is one text. Paths that are long or too
 * many are named anew each time.
 */
export class KnownCalls {
  readonly #nameOf: (method: string, path: string) => string;
  readonly #byMethod = new Map<string, Map<string, Called>>();
  #size = 0;

  constructor(nameOf: (method: string, path: string) => string) {
    this.#nameOf = nameOf;
  }

  find(method: string, path: string): Called {
    return this.#byMethod.get(method)?.get(path) ?? this.#learn(method, path);
  }

  #learn(method: string, path: string): Called {
    const operation = this.#nameOf(method, path);
    const isDocumented = operation !== `${method} ${path}`;
    const called = { method, path, operation, isDocumented, isSafe: SAFE.has(method) };
    if (path.length > LONGEST_KNOWN) return called;
    if (this.#size >= MAX_KNOWN) {
      this.#byMethod.clear();
      this.#size = 0;
    }
    const known = this.#byMethod.get(method);
    if (known === undefined) this.#byMethod.set(method, new Map([[path, called]]));
    else known.set(path, called);
    this.#size += 1;
    return called;
  }
}
