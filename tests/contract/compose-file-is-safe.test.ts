import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

type Service = {
  readonly networks: readonly string[] | Readonly<Record<string, unknown>>;
  readonly ports?: readonly string[];
  readonly healthcheck?: unknown;
  readonly build?: { readonly target: string };
  readonly read_only?: boolean;
  readonly init?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly profiles?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly mem_limit?: string;
  readonly pids_limit?: number;
};
type Compose = {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
};

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const text = read('docker-compose.yml');
const compose = parse(text, { merge: true }) as Compose;

const networksOf = (service: Service | undefined): readonly string[] => {
  const networks = service?.networks ?? [];
  return Array.isArray(networks) ? (networks as string[]) : Object.keys(networks);
};

/** Services that `from` shares a network with. */
function neighbours({ services }: Compose, from: string): string[] {
  const own = networksOf(services[from]);
  return Object.keys(services)
    .filter((name) => name !== from)
    .filter((name) => networksOf(services[name]).some((network) => own.includes(network)));
}

describe('docker-compose.yml', () => {
  test('gives the agent no neighbour but the proxy and those that ask it for something', () => {
    expect(neighbours(compose, 'agent').toSorted()).toEqual([
      'agent-extra',
      'chaos-proxy',
      'prometheus',
      'runner',
    ]);
    const { agent } = compose.services;
    for (const network of networksOf(agent)) {
      expect(compose.networks[network]?.internal, network).toBe(true);
    }
    expect(agent?.ports).toBeUndefined();
    const joined = { ...agent, networks: [...networksOf(agent), 'upstream'] };
    const careless = { ...compose, services: { ...compose.services, agent: joined } };
    expect(neighbours(careless, 'agent')).toContain('petstore-mock');
  });

  test('publishes ports on this machine only, and no port of the petstore', () => {
    const ports = Object.values(compose.services).flatMap((service) => service.ports ?? []);
    expect(ports.length).toBeGreaterThan(2);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\$\{\w+:-\d+\}:\d+$/);
    expect(compose.services['petstore-mock']?.ports).toBeUndefined();
  });

  test('locks every container down', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      expect(service, name).toMatchObject({ read_only: true, init: true, cap_drop: ['ALL'] });
      expect(service.security_opt, name).toContain('no-new-privileges:true');
      expect(service.mem_limit, name).toMatch(/^\d+[mg]$/);
      expect(service.pids_limit, name).toBeGreaterThan(0);
      const checked = service.healthcheck !== undefined || service.build !== undefined;
      expect(checked, `${name} has a health check, its own or that of its image`).toBe(true);
    }
  });

  test('builds each service from a target of the Dockerfile', () => {
    const dockerfile = read('ops/Dockerfile');
    for (const [name, { build }] of Object.entries(compose.services)) {
      if (build)
        expect(dockerfile, name).toMatch(new RegExp(`^FROM base AS ${build.target}$`, 'm'));
    }
    for (const name of ['petstore-mock', 'chaos-proxy', 'agent', 'runner']) {
      expect(compose.services[name]?.build?.target).toBe(name);
    }
  });
});

describe('the profiles', () => {
  const inProfile = (profile: string): string[] =>
    Object.keys(compose.services).filter((name) =>
      compose.services[name]?.profiles?.includes(profile),
    );

  test('are the lab, each of what watches it, the proxy watched alone, and extra agents', () => {
    expect(inProfile('lab')).toEqual(['petstore-mock', 'agent', 'runner']);
    expect(inProfile('prometheus')).toEqual(['prometheus']);
    expect(inProfile('grafana')).toEqual(['grafana']);
    expect(inProfile('proxy')).toEqual(['prometheus', 'grafana']);
    expect(inProfile('agents')).toEqual(['agent-extra']);
    expect(compose.services['chaos-proxy']?.profiles).toBeUndefined();
  });

  test('all but the last two are on for a plain `up`, and nothing else is set', () => {
    const set = read('.env')
      .split('\n')
      .filter((line) => /^[^#]/.test(line));
    expect(set).toEqual(['COMPOSE_PROFILES=lab,prometheus,grafana']);
  });

  test('what is scaled is no dependency of anything, so that no command scales it back', () => {
    for (const [name, { depends_on: needs }] of Object.entries(compose.services)) {
      expect(Object.keys(needs ?? {}), name).not.toContain('agent');
    }
    expect(compose.services['chaos-proxy']?.depends_on).toBeUndefined();
  });
});

describe('.env.example', () => {
  const listed = new Map(
    read('.env.example')
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const used = new Map(
    [...text.matchAll(/(?<!\$)\$\{(\w+)(?::?-([^$}]*))?/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );

  test('lists every setting of docker-compose.yml with its default', () => {
    // It has the value of another setting for its default.
    used.delete('RUNNER_ADMIN_TOKEN');
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(used));
  });
});
