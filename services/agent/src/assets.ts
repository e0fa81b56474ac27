import { fileURLToPath } from 'node:url';

/** A folder of the project's assets, wherever the process was started. */
export const assets = (folder: 'playbooks' | 'knowledge_base' | 'prompts'): string =>
  fileURLToPath(new URL(`../../../assets/${folder}`, import.meta.url));
