import type { Experiment } from '@chaos-lab/contracts';
import type { Host } from '../host.ts';
import type { HttpClient } from '../lab/http-client.ts';
import type { LabAddresses } from '../lab/addresses.ts';
import type { Client } from './client/client.ts';
import type { Oracle } from './oracle.ts';

/** What is under test: a service, the clients that use it, and who knows what became of it. */
export type Subject = {
  readonly name: string;
  readonly upstream: Upstream;
  /** What makes the runs of each arm, by its name; the twin of the first arm among them. */
  readonly clients: ReadonlyMap<string, Client>;
  readonly oracle: Oracle;
  /** Admin ports of processes that an experiment takes for itself. */
  readonly leased: readonly HttpClient[];
  /** Processes whose standstill would change a run. */
  readonly watched: readonly HttpClient[];
  /** Throws unless everything it is made of answers and has what the arms name. */
  requireReady(): Promise<void>;
  close(): Promise<void>;
};

/** The service that clients are to use, as an experiment needs it. */
export type Upstream = {
  /** Forgets what earlier runs left there. */
  reset(): Promise<void>;
};

/** Where a subject is, and what its programs get from the machine. */
export type Place = {
  readonly addresses: LabAddresses;
  /** Bearer token of the admin ports, where they ask for one. */
  readonly adminToken: string | undefined;
  /** The environment of programs that are arms. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends such a program with everything it started. */
  readonly killGroup: Host['killGroup'];
};

/** Makes the subject of an experiment; starts nothing yet. */
export type OpenSubject = (experiment: Experiment, place: Place) => Subject;
