import { isObject } from '../json-pointer.ts';
import { nameIn, type Protocol } from './protocol.ts';

/** Methods of the Model Context Protocol that ask for something and change nothing. */
const MCP_READS = new Set([
  'initialize',
  'ping',
  'tools/list',
  'resources/list',
  'resources/read',
  'resources/templates/list',
  'prompts/list',
  'prompts/get',
  'completion/complete',
]);

/**
 * JSON-RPC 2.0 in one POST: its `method`, and for the tools of MCP `tools/call:NAME`, so that each
 * tool is an operation of its own. A batch has no one name.
 */
export const jsonRpc: Protocol = ({ method, content, isReadOnlyTool }) => {
  if (method !== 'POST') return undefined;
  const { json } = content;
  if (!isObject(json) || json['jsonrpc'] !== '2.0') return undefined;
  const called = nameIn(json['method']);
  if (called === undefined) return undefined;
  const answers = 'json-rpc';
  if (called === 'tools/call' && isObject(json['params'])) {
    const tool = nameIn(json['params']['name']);
    if (tool !== undefined) {
      const writes = isReadOnlyTool?.(tool) !== true;
      return { operation: `${called}:${tool}`, writes, answers };
    }
  }
  const reads = MCP_READS.has(called) || called.startsWith('notifications/');
  return { operation: called, writes: !reads, answers, listsTools: called === 'tools/list' };
};
