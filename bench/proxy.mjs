#!/usr/bin/env node
import { requireNode } from '../packages/service-kit/src/require-node.mjs';

await requireNode();
await import('./proxy/run.ts');
