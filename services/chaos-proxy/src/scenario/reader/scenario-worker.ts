import { parentPort } from 'node:worker_threads';
import { readSubmitted, type Submitted } from './read-submitted.ts';

parentPort?.on('message', (submitted: Submitted) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(readSubmitted(submitted));
});
