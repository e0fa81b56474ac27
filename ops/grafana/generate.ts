// Writes the dashboards that Grafana reads: node ops/grafana/generate.ts
import { writeFileSync } from 'node:fs';
import { DASHBOARDS, render } from './src/index.ts';

for (const [file, dashboard] of Object.entries(DASHBOARDS)) {
  writeFileSync(new URL(`dashboards/${file}`, import.meta.url), render(dashboard));
}
