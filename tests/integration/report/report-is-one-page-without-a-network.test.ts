import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../../../services/runner/src/report/write-report.ts';
import { simulateRun } from '../../support/report/simulated-run.ts';
import { tagProblems } from '../../support/report/tag-problems.ts';

const HOSTILE = '<img src=x onerror=alert(1)> "quoted" & https://example.org/track';

describe('report.html', () => {
  let page = '';

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chaos-lab-report-'));
    await simulateRun(folder, {
      lossy: 0.5,
      experiment: {
        description: HOSTILE,
        arms: [
          { name: 'baseline', policy: { type: 'none' } },
          { name: 'blind-2', policy: { type: 'blind', retries: 2 } },
          { name: 'mine', command: `agent ${HOSTILE}` },
        ],
      },
    });
    await writeReport(folder);
    page = await readFile(join(folder, 'report.html'), 'utf8');
    return () => rm(folder, { recursive: true, force: true });
  }, 120_000);

  it('names no network address and forbids every request', () => {
    const withoutFonts = page.replaceAll(/base64,[^)]+/g, '');
    expect(withoutFonts.length).toBeLessThan(page.length);
    expect(withoutFonts).not.toMatch(/https?:|\/\/[a-z]/i);
    expect(page).not.toMatch(/<script|<link|<iframe|@import|url\((?!data:)/i);
    expect(page).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; font-src data:"`,
    );
    expect(page).not.toMatch(/<[^>]+ src=|href="(?!#)/);
  });

  it('shows what comes from data as text', () => {
    expect(page).not.toContain('<img');
    expect(page).toContain(
      '&lt;img src=x onerror=alert(1)&gt; &quot;quoted&quot; &amp; example.org/track',
    );
  });

  it('closes every element it opens', () => {
    expect(tagProblems(page)).toEqual([]);
    expect(tagProblems(page.replace('</section>', ''))).not.toEqual([]);
  });

  it('leads every link to a place on the page, and uses no id twice', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
    expect(targets.length).toBeGreaterThan(8);
    for (const target of targets) expect(ids).toContain(target);
    const labels = [...page.matchAll(/aria-labelledby="([^"]+)"/g)].flatMap((match) =>
      match[1]?.split(' '),
    );
    for (const label of labels) expect(ids).toContain(label);
  });

  it('has a title, a description and a table beside every picture', () => {
    const figures = page.match(/<figure.*?<\/figure>/gs) ?? [];
    expect(figures.length).toBeGreaterThanOrEqual(6);
    for (const figure of figures) {
      expect(figure.match(/role="img"/g)).toHaveLength(2);
      expect(
        figure.match(/<title id=[^>]*>[^<]+<\/title><desc id=[^>]*>[^<]+<\/desc>/g),
      ).toHaveLength(2);
    }
    const withTable = figures.filter((figure) => figure.includes('<table>'));
    // The waits share the table of the calls.
    expect(withTable.length).toBeGreaterThanOrEqual(figures.length - 1);
  });

  it('gives the command that explains each of the worst runs, and its calls', () => {
    const runs = page.match(/<article class="card worst".*?<\/article>/gs) ?? [];
    expect(runs.length).toBeGreaterThanOrEqual(5);
    for (const run of runs) {
      expect(run).toMatch(/<code>chaos-lab explain chaos-lab-report-\S+ simulated-p\d+<\/code>/);
      expect(run).toContain('class="call ');
    }
  });

  it('is small enough to be mailed and fits a phone', () => {
    expect(page.length).toBeLessThan(1_000_000);
    expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(page).toContain('@media (max-width: 640px)');
  });

  it('carries its colours for light and for dark', () => {
    expect(page).toContain('@media(prefers-color-scheme:dark){:root{--text:');
    expect(page).toContain('stroke="var(--arm-1)"');
  });
});
