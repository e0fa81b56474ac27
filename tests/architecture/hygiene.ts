/** Absolute paths that only exist on the machine of whoever wrote them. */
const MACHINE_PATH = /(?<![\w./-])\/(?:work|tmp|Users|root|home\/(?!node\b))\/?[\w.-]+\//;

/** Hosts that serve packages; naming one ties the project to it. */
const REGISTRY_HOST = /https?:\/\/[^\s/"']*(?:registry|artifactor|nexus|verdaccio)[^\s/"']*/i;

/** Why a text must not be in the repository, one entry a line that offends. */
export function offences(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, at) => {
    const found = MACHINE_PATH.exec(line) ?? REGISTRY_HOST.exec(line);
    return found ? [`${path}:${at + 1}: ${found[0]}`] : [];
  });
}

/** Packages whose place of download is written into a lock file. */
export function pinnedDownloads(lock: string): string[] {
  const { packages } = JSON.parse(lock) as { packages: Record<string, { resolved?: string }> };
  return Object.entries(packages)
    .filter(([, entry]) => entry.resolved?.includes('://'))
    .map(([name]) => name);
}
