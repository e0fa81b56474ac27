import { isBuiltin } from 'node:module';
import type { PackageDescription } from './description.ts';

/** What a package may import that is not in it. */
export function outsideOf(described: PackageDescription) {
  const { name, platform, dependencies, notMissed, peerDependencies } = described;
  const declared = [...dependencies, ...notMissed, ...Object.keys(peerDependencies)];
  const isDeclared = (id: string): boolean =>
    declared.some((one) => id === one || id.startsWith(`${one}/`));
  return {
    isDeclared,
    /** Throws where a module is neither declared nor, for Node, one of Node's own. */
    require(imported: readonly string[]): void {
      const bad = imported.find(
        (id) => !isDeclared(id) && (platform === 'browser' || !isBuiltin(id)),
      );
      if (bad !== undefined) throw new Error(`${name} imports ${bad}, which it does not declare`);
    },
  };
}
