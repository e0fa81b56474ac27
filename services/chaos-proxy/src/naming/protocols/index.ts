import { graphql } from './graphql.ts';
import { jsonRpc } from './json-rpc.ts';
import type { Asked, Protocol, ProtocolCall } from './protocol.ts';
import { connect, grpcWeb } from './rpc-paths.ts';

/** Every protocol that names its requests. */
const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  'json-rpc': jsonRpc,
  graphql,
  'grpc-web': grpcWeb,
  connect,
};

const ALL = Object.values(PROTOCOLS);

/** What the protocol of a request, if it has one, says about it. */
export function protocolCall(request: Asked): ProtocolCall | undefined {
  for (const protocol of ALL) {
    const call = protocol(request);
    if (call !== undefined) return call;
  }
  return undefined;
}
