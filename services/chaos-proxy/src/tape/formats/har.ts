import { harEntry } from './har-entry.ts';
import type { TapeFormat } from './tape-format.ts';

const HEAD =
  '{"log":{"version":"1.2","creator":{"name":"chaos-proxy","version":"0.1.0"},' +
  '"comment":"Made from a tape, which holds no bodies and no fields.","entries":[';

/** HTTP Archive 1.2, which browsers and proxies open; a fault stands in `_chaos` of its entry. */
export const har: TapeFormat = {
  describe: 'HTTP Archive 1.2, for the network panel of a browser',
  begin({ baseUrl }) {
    let before = `${HEAD}\n`;
    return {
      record(record) {
        const text = before + JSON.stringify(harEntry(record, baseUrl));
        before = ',\n';
        return text;
      },
      end: () => `${before === ',\n' ? '' : before}\n]}}\n`,
    };
  },
};
