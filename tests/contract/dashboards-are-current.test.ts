import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DASHBOARDS, render } from '../../ops/grafana/src/index.ts';

const folder = new URL('../../ops/grafana/dashboards/', import.meta.url);

test('the files that Grafana reads are what their description generates (node ops/grafana/generate.ts)', () => {
  expect(readdirSync(folder).toSorted()).toEqual(Object.keys(DASHBOARDS).toSorted());
  for (const [file, dashboard] of Object.entries(DASHBOARDS)) {
    expect(readFileSync(new URL(file, folder), 'utf8'), file).toBe(render(dashboard));
  }
});
