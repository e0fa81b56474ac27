import type { ControlPlane } from '@chaos-lab/client';
import type { Command } from 'commander';

export type Output = { write(chunk: string): unknown };

/** What every verb takes: where the proxy is. */
export type AddressOptions = {
  readonly adminUrl?: string | undefined;
  readonly adminToken?: string | undefined;
};

/** A running proxy, and where to say what it answers. */
export type Remote = {
  readonly control: ControlPlane;
  readonly say: (line: string) => void;
  readonly readFile: (path: string) => string;
};

/** Adds what a verb can do to its command. */
export type Verb = (command: Command, remote: (options: AddressOptions) => Remote) => void;
