import { type Digested, digestOf, standIn } from './digest.ts';

const MAX_KNOWN = 4_096;
const LONGEST_KNOWN = 512;

/** What a request is compared by; `seen` is false where only its length is known. */
type Compared = { readonly digest: string | undefined; readonly seen: boolean };

const UNCOMPARABLE: Compared = { digest: undefined, seen: false };

/** Digests of requests; those without a body repeat, and are hashed once. */
export class Digester {
  readonly #known = new Map<string, Compared>();

  compare(request: Digested): Compared {
    if (request.content.state !== 'none') return fresh(request);
    const name = `${request.method} ${request.target}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const compared = fresh(request);
    if (name.length > LONGEST_KNOWN) return compared;
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.set(name, compared);
    return compared;
  }
}

function fresh(request: Digested): Compared {
  const digest = digestOf(request);
  if (digest !== undefined) return { digest, seen: true };
  const replaced = standIn(request);
  return replaced === undefined ? UNCOMPARABLE : { digest: replaced, seen: false };
}
