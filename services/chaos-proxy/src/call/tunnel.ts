import { STATUS_CODES } from 'node:http';
import type { CallEnd } from '@chaos-lab/contracts';
import type { MadeAnswer } from '../faults/fault.ts';
import type { Flow, Forwarder, UpgradeRequest } from '../upstream/forwarder.ts';
import { failureAnswer } from './problem-answer.ts';

/** What a tunnel tells the call it belongs to. */
export type TunnelHost = {
  answered(status: number): void;
  conclude(end: CallEnd, status: number): void;
};

/**
 * Forwards one upgrade: from then on the socket carries the tunnel, or the upstream's refusal, and
 * the response only marks the end of the call.
 */
export function tunnel(
  forwarder: Forwarder,
  upgrade: UpgradeRequest,
  host: () => TunnelHost,
): Forwarder {
  const { outbound, socket } = upgrade;
  const { response } = outbound.client;
  const flow: Flow = { pause: () => {}, resume: () => {}, abort: () => socket.destroy() };
  let concluded = false;
  const conclude = (end: CallEnd, status: number): void => {
    concluded = true;
    host().conclude(end, status);
  };
  const answered = (status: number): void => {
    host().answered(status);
    conclude('complete', status);
  };
  return {
    ...forwarder,
    forward() {
      response.detachSocket(socket);
      socket.once('close', () => response.emit('close'));
      forwarder.upgrade(upgrade, {
        opened: () => answered(101),
        declined: answered,
        fail(failure) {
          // The package ends the socket right after this; a tunnel that was open just ends.
          if (concluded) return;
          const answer = failureAnswer(failure);
          conclude(failure.end, answer.status);
          if (socket.writable) socket.write(rawAnswer(answer));
        },
      });
      return flow;
    },
  };
}

/** A complete response in its bytes, for a socket that no response object owns any more. */
export function rawAnswer({ status, headers, body }: MadeAnswer): string {
  const fields = [...headers, 'Content-Length', String(Buffer.byteLength(body))];
  fields.push('Connection', 'close');
  let text = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`;
  for (let i = 0; i + 1 < fields.length; i += 2) text += `${fields[i]}: ${fields[i + 1]}\r\n`;
  return `${text}\r\n${String(body)}`;
}
