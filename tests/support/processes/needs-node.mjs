// What a launcher does, on a Node that claims to be the version in the first argument until it has
// been relaunched by the Node in the second one.
import { requireNode } from '../../../packages/service-kit/src/require-node.mjs';

const [, , version, bundled, ...rest] = process.argv;
if (process.env.CHAOS_LAB_RELAUNCHED !== '1') {
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: version } });
}
await requireNode({ bundled });
if (rest[0] === 'wait') {
  process.on('SIGTERM', () => process.exit(7));
  process.on('disconnect', () => process.exit(8));
  setInterval(() => {}, 1000);
}
process.stdout.write(
  `pid ${process.pid} relaunched ${process.env.CHAOS_LAB_RELAUNCHED} args ${rest}\n`,
);
if (rest[0] === 'exit') process.exit(Number(rest[1]));
