/** What of this repository one published package is. Places are paths from the root of the repository. */
export type PackageDescription = {
  readonly name: string;
  readonly description: string;
  readonly keywords: readonly string[];
  /** The README that goes with it. */
  readonly readme: string;
  /** The oldest Node that it runs on, and why no older one. */
  readonly node: { readonly oldest: string; readonly because: string };
  /** `browser` where no module of Node may be in it. */
  readonly platform: 'node' | 'browser';
  /** What is imported: the module of each door, whose types go with it. */
  readonly exports: Readonly<Record<string, string>>;
  /** What is run by name: the module behind each command. */
  readonly commands: Readonly<Record<string, string>>;
  /** Further modules that are started by their place: processes and threads. */
  readonly started: readonly string[];
  /** Files and folders that are read at run time; each keeps its place. */
  readonly files: readonly string[];
  /** What is not bundled; the versions are those of this repository. */
  readonly dependencies: readonly string[];
  /** What is imported where it happens to be there, and not missed where it is not. */
  readonly notMissed: readonly string[];
  readonly optionalDependencies: readonly string[];
  /** What the project has that the package is for; the first version that fits. */
  readonly peerDependencies: Readonly<Record<string, string>>;
};
