import { relative } from 'node:path';

/** The oldest Node that any command runs on. */
const NEEDED = '22.19.0';
export const REQUIRE_NODE = 'packages/service-kit/src/require-node.mjs';

/** The program of a command: it must parse on any Node, and runs one that is new enough. */
export const launcherText = (place: string): string => `#!/usr/bin/env node
import { requireNode } from '${relative(place.replace(/\/[^/]*$/, ''), REQUIRE_NODE)}';

await requireNode({ needed: '${NEEDED}' });
await import('../src/main.mjs');
`;
