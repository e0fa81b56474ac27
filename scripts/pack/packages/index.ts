import type { PackageDescription } from '../description.ts';
import { chaosLab } from './chaos-lab.ts';
import { client } from './client.ts';
import { petstore } from './petstore.ts';
import { proxy } from './proxy.ts';

/** Every package that this repository publishes. */
export const PACKAGES: readonly PackageDescription[] = [chaosLab, proxy, petstore, client];
