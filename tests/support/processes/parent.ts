// Starts the toy service, tells its pid, and then waits to be killed.
import { fileURLToPath } from 'node:url';
import { spawnService } from '@chaos-lab/service-kit';

const script = fileURLToPath(new URL('./service.ts', import.meta.url));
const toy = await spawnService({ name: 'toy', script });
process.stdout.write(`${JSON.stringify({ pid: toy.pid, url: toy.url('traffic') })}\n`);
