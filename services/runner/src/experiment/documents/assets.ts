import { fileURLToPath } from 'node:url';

/** The folder of data files that come with the lab. */
export const ASSETS = fileURLToPath(new URL('../../../../../assets/', import.meta.url));
