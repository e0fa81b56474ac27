type Range = { readonly type: string; readonly subtype: string; readonly quality: number };

/**
 * The first of the offered media types that an Accept header likes best (RFC 9110, 12.5.1), or
 * undefined where it takes none of them. A missing header takes everything.
 */
export function acceptable(
  header: string | undefined,
  offered: readonly string[],
): string | undefined {
  if (header === undefined || header.trim() === '') return offered[0];
  const ranges = header.split(',').map(parseRange);
  let best: string | undefined;
  let bestQuality = 0;
  for (const media of offered) {
    const quality = qualityOf(media, ranges);
    if (quality > bestQuality) {
      best = media;
      bestQuality = quality;
    }
  }
  return best;
}

function parseRange(text: string): Range {
  const [media = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const [type = '', subtype = ''] = media.split('/');
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return { type, subtype, quality: Number.isFinite(quality) ? quality : 0 };
}

// The most specific range that fits decides, whatever its quality.
function qualityOf(media: string, ranges: readonly Range[]): number {
  const [type, subtype] = media.split('/');
  let specificity = -1;
  let quality = 0;
  for (const range of ranges) {
    const rank = rankOf(range, type, subtype);
    if (rank > specificity) {
      specificity = rank;
      ({ quality } = range);
    }
  }
  return quality;
}

function rankOf(range: Range, type: string | undefined, subtype: string | undefined): number {
  if (range.type === '*' && range.subtype === '*') return 0;
  if (range.type !== type) return -1;
  if (range.subtype === '*') return 1;
  return range.subtype === subtype ? 2 : -1;
}
