import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startThirdPartyLab, type ThirdPartyLab } from '../../scripts/third-party/lab.ts';
import { type Measured, measureAll } from '../../scripts/third-party/measure.ts';
import { documentOf, RESULTS } from '../../scripts/third-party/table.ts';

let lab: ThirdPartyLab;
let measured: readonly Measured[];

beforeAll(async () => {
  lab = await startThirdPartyLab();
  measured = await measureAll(lab);
});
afterAll(() => lab.stop());

/** What one client did, fault by fault. */
function did(client: string, fault: string): Measured {
  const found = measured.find((one) => one.client === client && one.fault === fault);
  if (found === undefined) throw new Error(`${client} did not meet ${fault}`);
  return found;
}

describe('the openai SDK behind the proxy', () => {
  it('makes one call where nothing goes wrong', () => {
    expect(did('openai.post', 'calm')).toMatchObject({ calls: 1, outcome: 'ok', effects: 1 });
  });

  it.each(['503', '429', 'reset'])('makes a second call after a %s and succeeds', (fault) => {
    expect(did('openai.post', fault)).toMatchObject({
      calls: 2,
      upstream: 1,
      outcome: 'ok',
      effects: 1,
    });
  });

  it('gives up after two retries', () => {
    expect(did('openai.post', '503-always')).toMatchObject({
      calls: 3,
      upstream: 0,
      outcome: 'status 503',
      effects: 0,
    });
  });

  it('waits as long as Retry-After asks', () => {
    expect(did('openai.post', '429').waiting).toBe('as asked');
  });

  it.each(['lost-reset', 'lost-close'])('pays twice for an answer that was lost: %s', (fault) => {
    expect(did('openai.post', fault)).toMatchObject({ upstream: 2, outcome: 'ok', effects: 2 });
  });
});

describe('a generated client of the petstore behind the proxy', () => {
  it.each([
    ['503', 'status 503'],
    ['429', 'status 429'],
    ['reset', 'TypeError (ECONNRESET)'],
  ])('hands a %s to its user and leaves nothing behind', (fault, outcome) => {
    expect(did('openapi-fetch.post', fault)).toMatchObject({ calls: 1, outcome, effects: 0 });
  });

  it('reports a failure although the order stands, where the answer is lost', () => {
    expect(did('openapi-fetch.post', 'lost-reset')).toMatchObject({
      calls: 1,
      outcome: 'TypeError (ECONNRESET)',
      effects: 1,
    });
  });
});

it('axios-retry repeats a POST after a lost answer and not after a 503', () => {
  expect(did('axios-retry.post', '503')).toMatchObject({ calls: 1, effects: 0 });
  expect(did('axios-retry.post', 'lost-reset')).toMatchObject({ outcome: 'ok', effects: 2 });
});

it('the page of results says what was measured just now', () => {
  // How long a busy machine takes between two calls is not for a test to say.
  const withoutWaits = (page: string): string =>
    page.replaceAll(/\| (?:none|back-off|as asked) \|/g, '| waited |');
  const page = withoutWaits(readFileSync(RESULTS, 'utf8'));
  expect(withoutWaits(documentOf(measured))).toBe(page);
  expect(page).toContain('| waited |');
});
