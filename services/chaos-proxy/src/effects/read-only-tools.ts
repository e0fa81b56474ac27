import type { Identity } from '@chaos-lab/contracts';
import { LRUCache } from 'lru-cache';
import { isObject } from '../naming/json-pointer.ts';
import { sessionKey } from '../sessions/session-key.ts';
import { type Selection, selects } from '../sessions/sessions.ts';
import { jsonMessages } from './json-messages.ts';
import type { AnswerListener } from './wire-port.ts';

/** Tools of all sessions together; those of the session that asked least recently go first. */
const MAX_TOOLS = 16_384;
const MAX_OF_SESSION = 1_024;
/** Of path and name together; longer ones are not remembered. */
const LONGEST = 512;
/** Longer lists are not looked into. */
const LONGEST_LIST = 256 * 1024;

type Learned = { readonly identity: Identity; readonly tools: Set<string> };

/**
 * Which tools of MCP a session has seen listed with `readOnlyHint`, by the path of their server. What
 * is not known to read counts as a write.
 */
export class ReadOnlyTools {
  readonly #sessions = new LRUCache<string, Learned>({
    maxSize: MAX_TOOLS,
    sizeCalculation: ({ tools }) => tools.size + 1,
  });

  has(key: string, path: string, tool: string): boolean {
    return this.#sessions.get(key)?.tools.has(`${path}\n${tool}`) === true;
  }

  /** Hears the answer to a `tools/list` that went to `path`. */
  hear(identity: Identity, path: string): AnswerListener {
    let text = '';
    let isReadable = false;
    const decoder = new TextDecoder();
    return {
      head(status, headers) {
        isReadable =
          status === 200 &&
          !headers.some((name, i) => i % 2 === 0 && /^content-encoding$/i.test(name));
      },
      data(chunk) {
        if (!isReadable) return;
        text += decoder.decode(chunk, { stream: true });
        if (text.length > LONGEST_LIST) isReadable = false;
      },
      end: () => {
        if (isReadable) this.#learn(identity, path, text);
      },
      fail() {},
    };
  }

  drop(selection: Selection): void {
    const { session, arm } = selection;
    if (session !== undefined && arm !== undefined) {
      this.#sessions.delete(sessionKey({ session, arm }));
      return;
    }
    const gone = [...this.#sessions.entries()].filter(([, { identity }]) =>
      selects(selection, identity),
    );
    for (const [key] of gone) this.#sessions.delete(key);
  }

  #learn(identity: Identity, path: string, text: string): void {
    const key = sessionKey(identity);
    const tools = this.#sessions.get(key)?.tools ?? new Set<string>();
    for (const [name, isReadOnly] of toolsIn(text)) {
      const place = `${path}\n${name}`;
      if (!isReadOnly) tools.delete(place);
      else if (place.length <= LONGEST && tools.size < MAX_OF_SESSION) tools.add(place);
    }
    if (tools.size > 0) this.#sessions.set(key, { identity, tools });
    else this.#sessions.delete(key);
  }
}

/** The tools in an answer to `tools/list`, and whether each says that it changes nothing. */
function toolsIn(text: string): [name: string, isReadOnly: boolean][] {
  return jsonMessages(text).flatMap(({ result }) => {
    if (!isObject(result) || !Array.isArray(result['tools'])) return [];
    return result['tools'].filter(isObject).flatMap(({ name, annotations }) => {
      if (typeof name !== 'string') return [];
      const isReadOnly = isObject(annotations) && annotations['readOnlyHint'] === true;
      return [[name, isReadOnly] as [string, boolean]];
    });
  });
}
