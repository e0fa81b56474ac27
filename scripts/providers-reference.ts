import { writeFile } from 'node:fs/promises';
import { providersReference } from './providers/reference.ts';

// Writes docs/reference/providers.md from assets/providers.
await writeFile(new URL('../docs/reference/providers.md', import.meta.url), providersReference());
