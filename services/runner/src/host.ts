import type { listen } from '@chaos-lab/service-kit';

/** What a command needs of the machine and only main.ts may touch. */
export type Host = {
  readonly nodeVersion: string;
  /** Of this process. */
  readonly pid: number;
  readonly open: typeof listen;
  /** Kills a process group at once, by its leader; throws where there is none. */
  readonly killGroup: (leader: number) => void;
  /** Whether a process of this machine exists. */
  readonly isAlive: (pid: number) => boolean;
};
