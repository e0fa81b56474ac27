import { until } from '../../support/until.ts';

export type Sample = {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
};

type Answer<T> = { readonly status: string; readonly error?: string; readonly data: T };
type Vector = {
  readonly result: readonly {
    readonly metric: Sample['metric'];
    readonly value: [number, string];
  }[];
};
type Target = {
  readonly scrapePool: string;
  readonly health: string;
  readonly lastError: string;
};
type Metadata = Readonly<
  Record<string, readonly { readonly type: string; readonly help: string }[]>
>;

export type PrometheusApi = {
  /** An instant query; throws with Prometheus' own words when it is refused. */
  query(expression: string): Promise<Sample[]>;
  /** The number of a query with one sample, 0 where there is none. */
  value(expression: string): Promise<number>;
  /** How many series a range query over the last minutes returns. */
  rangeSeries(expression: string, minutes: number): Promise<number>;
  labelValues(label: string, metric: string): Promise<string[]>;
  exemplars(expression: string): Promise<number>;
  targets(): Promise<readonly Target[]>;
  metadata(): Promise<Metadata>;
  /** Waits until a query gives this value; fails with the last one seen. */
  settles(expression: string, expected: number): Promise<void>;
};

export function prometheusApi(url: string): PrometheusApi {
  const get = async <T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> => {
    const response = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(query).toString()}`);
    const { status, error, data } = (await response.json()) as Answer<T>;
    if (status !== 'success') throw new Error(`${query['query'] ?? path}: ${error ?? status}`);
    return data;
  };
  const window = (minutes: number) => {
    const end = Date.now() / 1000;
    return { start: String(end - minutes * 60), end: String(end) };
  };
  const query = async (expression: string): Promise<Sample[]> => {
    const { result } = await get<Vector>('query', { query: expression });
    return result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
  };
  const value = async (expression: string): Promise<number> =>
    (await query(expression))[0]?.value ?? 0;
  return {
    query,
    value,
    async rangeSeries(expression, minutes) {
      const range = { query: expression, step: '2', ...window(minutes) };
      return (await get<Vector>('query_range', range)).result.length;
    },
    labelValues: (label, metric) => get(`label/${label}/values`, { 'match[]': metric }),
    async exemplars(expression) {
      const data = await get<unknown[]>('query_exemplars', { query: expression, ...window(15) });
      return data.length;
    },
    async targets() {
      return (await get<{ activeTargets: readonly Target[] }>('targets', { state: 'active' }))
        .activeTargets;
    },
    metadata: () => get('metadata'),
    async settles(expression, expected) {
      let seen = Number.NaN;
      const what = () => `${expression} to be ${expected}, last ${seen}`;
      try {
        await until(
          expression,
          async () => {
            seen = await value(expression);
            return seen === expected;
          },
          20_000,
        );
      } catch (error) {
        throw new Error(what(), { cause: error });
      }
    },
  };
}
