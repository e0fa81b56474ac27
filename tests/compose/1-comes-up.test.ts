import { METRIC, PROCESS_METRIC } from '@chaos-lab/contracts';
import { describe, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { given, labProject, labPrometheus, theLab } from './support/given-lab.ts';

describe.skipIf(!given)('the lab after docker compose up --build --wait', () => {
  test('every container is running and healthy', async () => {
    const containers = await labProject().containers();
    expect(containers.map((one) => one.Service).toSorted()).toEqual(
      [
        'agent',
        'chaos-proxy',
        'petstore-mock',
        'prometheus',
        'runner',
        ...(theLab().grafana ? ['grafana'] : []),
      ].toSorted(),
    );
    for (const { Service, State, Health } of containers) {
      expect(`${Service} ${State} ${Health}`).toBe(`${Service} running healthy`);
    }
  });

  test('Prometheus scrapes every process', async () => {
    const prometheus = await labPrometheus();
    await until(
      'all targets to be up',
      async () => {
        const targets = await prometheus.targets();
        const up = targets.filter((target) => target.health === 'up');
        const pools = up.map((target) => target.scrapePool).toSorted();
        return pools.join() === 'agent,chaos-proxy,petstore-mock,prometheus,runner';
      },
      30_000,
    );
  });

  test('what Prometheus has scraped are the metrics of the contracts, word for word', async () => {
    const metadata = await (await labPrometheus()).metadata();
    const wrong = [...Object.values(METRIC), ...Object.values(PROCESS_METRIC)].flatMap(
      ({ name, type }) => {
        // OpenMetrics names the family of a counter without its ending.
        const found = metadata[name] ?? metadata[name.replace(/_total$/, '')];
        const types = found?.map((entry) => entry.type) ?? ['nothing'];
        return types.includes(type) ? [] : [`${name}: ${type} in the contracts, ${types.join()}`];
      },
    );
    expect(wrong).toEqual([]);
    for (const { name, help } of Object.values(METRIC)) {
      const found = metadata[name] ?? metadata[name.replace(/_total$/, '')] ?? [];
      expect(
        found.map((entry) => entry.help),
        name,
      ).toContain(help);
    }
  });

  test('ports are published on this machine only', async () => {
    const { must } = labProject();
    const published = (await must(['ps', '--format', '{{.Ports}}'])).split(/[\n,]/);
    const bound = published.filter((port) => port.includes('->'));
    expect(bound.length).toBeGreaterThanOrEqual(3);
    for (const port of bound) expect(port.trim()).toMatch(/^127\.0\.0\.1:/);
  });
});

describe.skipIf(!given?.grafana)('Grafana (where its image can be had)', () => {
  test('has the three dashboards and reaches Prometheus', async () => {
    const url = await labProject().url('grafana', 3000);
    for (const uid of ['chaos-lab', 'chaos-lab-proxy', 'chaos-lab-processes']) {
      expect((await fetch(`${url}/api/dashboards/uid/${uid}`)).status, uid).toBe(200);
    }
    const query = await fetch(`${url}/api/datasources/proxy/uid/prometheus/api/v1/query?query=up`);
    expect(query.status).toBe(200);
  });
});
