import type { Operations } from '../openapi/operations.ts';
import type { RequestFacts } from '../ruling.ts';
import type { CompiledNaming } from '../scenario/naming.ts';
import { KnownCalls } from './known-calls.ts';
import { protocolCall } from './protocols/index.ts';
import type { AnswerStyle, Asked } from './protocols/protocol.ts';
import type { RequestContent } from './request-content.ts';

/** What a request is called, and whether it may change something. */
export type Named = {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly writes: boolean;
  /** How a 200 would say that it failed, where the protocol has such a way. */
  readonly answers: AnswerStyle | undefined;
  /** Whether it asks which tools of MCP there are. */
  readonly listsTools: boolean;
};

/**
 * Names requests: the scenario's own naming wins over everything, then the operationId of the document,
 * then the name that the protocol gives, then `METHOD /path`.
 */
export class Namer {
  readonly #known: KnownCalls;

  constructor(operations: Pick<Operations, 'nameOf'>) {
    this.#known = new KnownCalls(operations.nameOf);
  }

  name(
    facts: RequestFacts,
    content: RequestContent,
    naming: readonly CompiledNaming[],
    isReadOnlyTool?: (path: string, tool: string) => boolean,
  ): Named {
    const { method, path, operation, isDocumented, isSafe } = this.#known.find(
      facts.method,
      facts.path,
    );
    const asked: Asked = { method, path, query: facts.query, content };
    const spoken = hasProtocol(facts, content)
      ? protocolCall({
          ...asked,
          isReadOnlyTool: isReadOnlyTool && ((tool) => isReadOnlyTool(path, tool)),
        })
      : undefined;
    const named: Named = {
      method,
      path,
      operation: isDocumented ? operation : (spoken?.operation ?? operation),
      writes: spoken?.writes ?? !isSafe,
      answers: spoken?.answers,
      listsTools: spoken?.listsTools === true,
    };
    return naming.length === 0 ? named : renamed(named, facts, asked, naming);
  }
}

/** Most requests speak none, and looking for one is not free. */
function hasProtocol({ method, query }: RequestFacts, content: RequestContent): boolean {
  if (method === 'POST') return content.state !== 'none';
  return method === 'GET' && query !== '';
}

function renamed(
  named: Named,
  facts: RequestFacts,
  asked: Asked,
  naming: readonly CompiledNaming[],
): Named {
  for (const { fits, name, parts, effect } of naming) {
    if (!fits(facts, asked.content, named.operation)) continue;
    const pieces = [name ?? named.operation, ...parts.map((read) => read(asked))];
    return {
      ...named,
      operation: pieces.join(':'),
      ...(effect !== undefined && { writes: effect === 'write' }),
    };
  }
  return named;
}
