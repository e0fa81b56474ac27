import type { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { fullFormats } from 'ajv-formats/dist/formats.js';

// RFC 3339, 5.6: a T between date and time, and an offset with its colon.
const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** The formats of ajv-formats, with `date-time` as strict as the RFC that defines it. */
export function addStrictFormats(ajv: Ajv2020): void {
  addFormats.default(ajv);
  const { 'date-time': lenient } = fullFormats;
  const inRange =
    typeof lenient === 'object' && 'validate' in lenient
      ? (lenient.validate as (text: string) => boolean)
      : undefined;
  if (inRange === undefined) throw new Error('ajv-formats has no date-time as it had');
  ajv.addFormat('date-time', (text: string) => DATE_TIME.test(text) && inRange(text));
}
