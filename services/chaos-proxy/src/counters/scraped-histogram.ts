import type { MetricsRegistry } from '@chaos-lab/service-kit';
import { Histogram } from 'prom-client';
import { DURATION_BOUNDS_S, type DurationSlots } from './duration-slots.ts';

type Value = {
  metricName: string;
  labels: Record<string, string | number>;
  value: number;
  exemplar?: { labelSet: { trace_id: string }; value: number; timestamp: number };
};

/** A prom-client histogram whose values are read from slots when it is scraped. */
class ScrapedHistogram extends Histogram {
  readonly #name: string;
  readonly #help: string;
  readonly #slots: DurationSlots;

  constructor(name: string, help: string, slots: DurationSlots) {
    super({ name, help, registers: [] });
    this.#name = name;
    this.#help = help;
    this.#slots = slots;
  }

  override get() {
    return this.getForPromString();
  }

  /** What prom-client calls for the text formats; its typings leave it out. */
  getForPromString() {
    const values = [...this.#buckets(), ...this.#totals()];
    const type = 'histogram' as unknown as Awaited<ReturnType<Histogram['get']>>['type'];
    return Promise.resolve({
      name: this.#name,
      help: this.#help,
      type,
      values,
      aggregator: 'sum' as const,
      collect: () => {},
    });
  }

  *#buckets(): Generator<Value> {
    const { counts, exemplars } = this.#slots;
    let reached = 0;
    for (let slot = 0; slot < counts.length; slot += 1) {
      reached += counts[slot] ?? 0;
      const le = DURATION_BOUNDS_S[slot] ?? '+Inf';
      const seen = exemplars[slot];
      yield {
        metricName: `${this.#name}_bucket`,
        labels: { le },
        value: reached,
        ...(seen !== undefined && {
          exemplar: {
            labelSet: { trace_id: seen.traceId },
            value: seen.seconds,
            timestamp: seen.at / 1_000,
          },
        }),
      };
    }
  }

  #totals(): Value[] {
    const { sum, count } = this.#slots;
    return [
      { metricName: `${this.#name}_sum`, labels: {}, value: sum },
      { metricName: `${this.#name}_count`, labels: {}, value: count },
    ];
  }
}

export function scrapedHistogram(
  registry: MetricsRegistry,
  metric: { readonly name: string; readonly help: string },
  slots: DurationSlots,
): void {
  registry.registerMetric(new ScrapedHistogram(metric.name, metric.help, slots));
}
