import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scenarioSchema } from '@chaos-lab/contracts';
import { ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const FOLDER = new URL('../../ops/kubernetes/', import.meta.url);
const documents: readonly string[] = readdirSync(FOLDER);

/** By kind: the constructor that knows the schema of the API. */
const MODELS = { Deployment, Service, ServiceMonitor };

type Resource = {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
};
type Port = { readonly name: string; readonly containerPort: number };
type Container = {
  readonly name: string;
  readonly image: string;
  readonly ports: readonly Port[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly livenessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
  readonly readinessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
  readonly securityContext?: Readonly<Record<string, unknown>>;
};
type PodSpec = { readonly containers: readonly Container[] };
type Labels = { readonly matchLabels: Readonly<Record<string, string>> };

const read = (path: string): unknown => parse(readFileSync(new URL(path, FOLDER), 'utf8'));

/** What the schema of its kind has against a resource. */
function complaints(resource: unknown): string {
  const { kind } = resource as Resource;
  const model = Object.entries(MODELS).find(([name]) => name === kind)?.[1];
  if (model === undefined) return `no model of ${kind}`;
  try {
    // The validators want what the constructors cannot check by their types: it comes from a file.
    new model(resource as never).validate();
    return '';
  } catch (error) {
    return String(error);
  }
}

test('there is one for the proxy alone and one for the proxy beside a service', () => {
  expect(documents.toSorted()).toEqual(['sidecar', 'standalone']);
});

test('a field of the wrong kind, or one that is missing, would be found', () => {
  const deployment = read('standalone/deployment.yaml') as {
    readonly spec: { readonly template: object };
  };
  expect(complaints(deployment)).toBe('');
  const { template, ...untemplated } = deployment.spec;
  expect(complaints({ ...deployment, spec: untemplated })).toMatch(/template/);
  expect(
    complaints({ ...deployment, spec: { ...untemplated, template, replicas: 'one' } }),
  ).toMatch(/replicas/);
});

// The schemas of the models allow further fields, so only a strict validator finds a misspelt one.
const strict = spawnSync('kubernetes-validate', ['--version']).status === 0;
describe.skipIf(!strict)('kubernetes-validate, where it is on the PATH', () => {
  const validate = (file: string) =>
    spawnSync('kubernetes-validate', ['--strict', file], { encoding: 'utf8' });
  const manifests = documents.flatMap((folder) =>
    ['deployment.yaml', 'service.yaml'].map(
      (file) => new URL(`${folder}/${file}`, FOLDER).pathname,
    ),
  );

  test.each(manifests)('has nothing against %s', (file) => {
    const { status, stderr } = validate(file);
    expect(status, stderr).toBe(0);
  });

  test('finds a misspelt field', () => {
    const folder = mkdtempSync(join(tmpdir(), 'chaos-lab-manifest-'));
    const file = join(folder, 'deployment.yaml');
    const text = readFileSync(new URL('standalone/deployment.yaml', FOLDER), 'utf8');
    writeFileSync(file, text.replace('replicas:', 'replica:'));
    const { status, stdout, stderr } = validate(file);
    rmSync(folder, { recursive: true });
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain('replica');
  });
});

describe.each(documents)('ops/kubernetes/%s', (folder) => {
  const kustomization = read(`${folder}/kustomization.yaml`) as {
    readonly resources: readonly string[];
    readonly configMapGenerator: readonly { name: string; files: readonly string[] }[];
    readonly images: readonly { readonly name: string }[];
  };
  const resources = kustomization.resources.map((file) => read(`${folder}/${file}`) as Resource);
  const of = (kind: string): Resource => {
    const found = resources.find((resource) => resource.kind === kind);
    if (found === undefined) throw new Error(`no ${kind}`);
    return found;
  };
  const deployment = of('Deployment') as Resource & {
    spec: { selector: Labels; template: { metadata: Resource['metadata']; spec: PodSpec } };
  };
  const pod = deployment.spec.template;
  const service = of('Service') as Resource & {
    spec: {
      selector: Labels['matchLabels'];
      ports: readonly { name: string; targetPort: string }[];
    };
  };
  const proxy = pod.spec.containers.find(({ name }) => name === 'chaos-proxy');

  test('every resource keeps to the schema of its kind', () => {
    expect(resources.map(({ kind }) => kind).toSorted()).toEqual([
      'Deployment',
      'Service',
      'ServiceMonitor',
    ]);
    for (const resource of resources) expect(complaints(resource), resource.kind).toBe('');
  });

  test('every file is listed', () => {
    const listed = [
      'kustomization.yaml',
      ...kustomization.resources,
      ...kustomization.configMapGenerator.flatMap(({ files }) => files),
    ];
    expect(readdirSync(new URL(`${folder}/`, FOLDER)).toSorted()).toEqual(listed.toSorted());
  });

  test('selectors, ports and probes meet what they name', () => {
    expect(pod.metadata.labels).toMatchObject(deployment.spec.selector.matchLabels);
    expect(pod.metadata.labels).toMatchObject(service.spec.selector);
    const ports = pod.spec.containers.flatMap((container) => container.ports);
    const names = ports.map(({ name }) => name);
    for (const { targetPort } of service.spec.ports) expect(names).toContain(targetPort);
    expect(proxy?.livenessProbe?.httpGet).toEqual({ path: '/healthz', port: 'admin' });
    expect(proxy?.readinessProbe?.httpGet).toEqual({ path: '/readyz', port: 'admin' });
    expect(proxy?.ports).toEqual([
      { name: 'traffic', containerPort: 4020 },
      { name: 'admin', containerPort: 4021 },
    ]);
    const monitor = of('ServiceMonitor') as Resource & {
      spec: { selector: Labels; endpoints: readonly { port: string }[] };
    };
    expect(service.metadata.labels).toMatchObject(monitor.spec.selector.matchLabels);
    for (const { port } of monitor.spec.endpoints) {
      expect(service.spec.ports.map(({ name }) => name)).toContain(port);
    }
  });

  test('the proxy knows every setting, runs without privileges, and its scenario is one', () => {
    const settings = ['chaos-settings', 'listener-settings', 'upstream-settings'].map((name) =>
      readFileSync(
        new URL(`../../services/chaos-proxy/src/settings/${name}.ts`, import.meta.url),
        'utf8',
      ),
    );
    for (const { name } of proxy?.env ?? []) expect(settings.join('\n')).toContain(`'${name}'`);
    expect(proxy?.securityContext).toMatchObject({
      runAsNonRoot: true,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
    expect(kustomization.images.map(({ name }) => name)).toContain(proxy?.image);
    expect(scenarioSchema.safeParse(read(`${folder}/scenario.yaml`)).error).toBeUndefined();
  });

  test('goes through the proxy', () => {
    const http = service.spec.ports.find(({ name }) => name === 'http');
    expect(http?.targetPort).toBe('traffic');
  });
});
