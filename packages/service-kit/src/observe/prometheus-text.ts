// A sample line with an exemplar: name, labels whose values may hold anything quoted, value.
const WITH_EXEMPLAR = /^([a-zA-Z_:][\w:]*(?:\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})? \S+) # \{.*$/;

/**
 * The same metrics in the older text format 0.0.4: OpenMetrics names a counter without `_total` in
 * its header lines, adds exemplars, and ends with `# EOF`.
 */
export function toPrometheusText(openMetrics: string): string {
  const lines = openMetrics.split('\n');
  const counters = new Set(
    lines
      .map((line) => /^# TYPE (\S+) counter$/.exec(line)?.[1])
      .filter((name) => name !== undefined),
  );
  return lines
    .filter((line) => line !== '# EOF')
    .map((line) => {
      const header = /^# (?:TYPE|HELP) (\S+)/.exec(line);
      if (!header) return line.replace(WITH_EXEMPLAR, '$1');
      const [start, name = ''] = header;
      return counters.has(name) ? `${start}_total${line.slice(start.length)}` : line;
    })
    .join('\n');
}
