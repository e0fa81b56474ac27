import { describe, expect, it } from 'vitest';
import { RequestContent } from '../request-content.ts';
import { protocolCall } from './index.ts';

const ask = (method: string, path: string, body?: object, headers = {}, query = '') =>
  protocolCall({
    method,
    path,
    query,
    content: new RequestContent(
      headers,
      body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
    ),
  });

const rpc = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 1, method, params });

describe('a protocol names', () => {
  it('methods of JSON-RPC, and each tool of MCP by itself', () => {
    expect(ask('POST', '/mcp', rpc('tools/call', { name: 'pay' }))).toMatchObject({
      operation: 'tools/call:pay',
      writes: true,
    });
    expect(ask('POST', '/mcp', rpc('tools/list'))).toMatchObject({ writes: false });
    expect(ask('POST', '/rpc', rpc('transfer'))).toMatchObject({
      operation: 'transfer',
      writes: true,
    });
    expect(ask('POST', '/rpc', { method: 'transfer' })).toBeUndefined();
    expect(ask('POST', '/rpc', rpc('evil\nname'))).toBeUndefined();
  });

  it('operations of GraphQL, of which only mutations write', () => {
    const query =
      '# mutation No { a }\nquery Pets { pets } mutation Buy($id: ID!) { buy(id: $id) }';
    expect(ask('POST', '/graphql', { query, operationName: 'Buy' })).toMatchObject({
      operation: 'Buy',
      writes: true,
    });
    expect(ask('POST', '/graphql', { query })).toMatchObject({ operation: 'Pets', writes: false });
    expect(ask('POST', '/graphql', { query: '{ pets }' })).toMatchObject({ operation: 'query' });
    expect(ask('POST', '/search', { query: 'cheap pets' })).toBeUndefined();
    expect(ask('GET', '/graphql', undefined, {}, 'operationName=Pets')).toMatchObject({
      operation: 'Pets',
    });
  });

  it('methods of gRPC-web and Connect', () => {
    const web = { 'content-type': 'application/grpc-web+proto' };
    expect(ask('POST', '/api/shop.v1.Orders/Place', undefined, web)).toEqual({
      operation: 'shop.v1.Orders/Place',
    });
    const connect = { 'connect-protocol-version': '1', 'content-type': 'application/json' };
    expect(ask('POST', '/shop.v1.Orders/Place', {}, connect)).toEqual({
      operation: 'shop.v1.Orders/Place',
    });
    expect(ask('POST', '/shop.v1.Orders/Place', {})).toBeUndefined();
  });
});
