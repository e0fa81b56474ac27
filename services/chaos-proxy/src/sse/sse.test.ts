import fc from 'fast-check';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { describe, expect, test } from 'vitest';
import { EventSplitter, type Piece } from './event-splitter.ts';
import { sseReader } from './sse-event.ts';
import { withData, writeEvent } from './write-event.ts';

const LINE = fc.oneof(
  fc.constantFrom('data: a', 'data:b', 'data', 'event: x', 'id: 7', ': note', 'retry: 9', 'ü', ''),
  fc.string({ maxLength: 8 }),
);
const END = fc.constantFrom('\n', '\r\n', '\r');
const UNIT = fc.oneof(
  fc.tuple(LINE, END).map(([line, end]) => Buffer.from(line + end)),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.from('﻿')),
);
const STREAM = fc.array(UNIT, { maxLength: 30 }).map((units) => Buffer.concat(units));
const CUTS = fc.array(fc.nat(400), { maxLength: 12 });

function chunked(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => Math.min(cut, bytes.length)))].toSorted(
    (a, b) => a - b,
  );
  return [0, ...places].map((from, i) => bytes.subarray(from, places[i] ?? bytes.length));
}

function split(chunks: readonly Buffer[], limit?: number) {
  const splitter = new EventSplitter(limit);
  const pieces: Piece[] = chunks.flatMap((chunk) => splitter.push(chunk));
  const { pieces: last, rest } = splitter.end();
  return { pieces: [...pieces, ...last], rest };
}

const texts = (pieces: readonly Piece[]) => pieces.map(({ bytes }) => bytes.toString('latin1'));

describe('the splitter', () => {
  test('any chunking gives the same pieces, and no byte is lost or moved', () => {
    fc.assert(
      fc.property(STREAM, CUTS, (bytes, cuts) => {
        const whole = split([bytes]);
        const parts = split(chunked(bytes, cuts));
        expect(texts(parts.pieces)).toEqual(texts(whole.pieces));
        const all = Buffer.concat([...parts.pieces.map((piece) => piece.bytes), parts.rest]);
        expect(all.equals(bytes)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('its pieces mean what the whole stream means to a reader', () => {
    fc.assert(
      fc.property(STREAM, (bytes) => {
        const expected: EventSourceMessage[] = [];
        const parser = createParser({ onEvent: (event) => expected.push(event) });
        parser.feed(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
        const read = sseReader();
        const events = split([bytes]).pieces.map((piece) => read(piece.bytes));
        const seen = events.filter(({ data }) => data !== null);
        expect(seen.map(({ type, data }) => ({ type, data }))).toEqual(
          expected.map(({ event = '', data }) => ({ type: event, data })),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test('which events are too long to keep does not depend on the chunks', () => {
    fc.assert(
      fc.property(STREAM, CUTS, fc.integer({ min: 1, max: 40 }), (bytes, cuts, limit) => {
        const kept = (chunks: readonly Buffer[]) => {
          const { pieces, rest } = split(chunks, limit);
          for (const { kind, bytes: own } of pieces) {
            if (kind === 'whole') expect(own.length).toBeLessThanOrEqual(limit);
          }
          const all = Buffer.concat([...pieces.map((piece) => piece.bytes), rest]);
          expect(all.equals(bytes)).toBe(true);
          return texts(pieces.filter(({ kind }) => kind === 'whole'));
        };
        expect(kept(chunked(bytes, cuts))).toEqual(kept([bytes]));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['LF', 'data: 1\n\ndata: 2\n\n', ['data: 1\n\n', 'data: 2\n\n']],
    ['CRLF', 'data: 1\r\n\r\ndata: 2\r\n\r\n', ['data: 1\r\n\r\n', 'data: 2\r\n\r\n']],
    ['CR alone', 'data: 1\r\rdata: 2\r\r', ['data: 1\r\r', 'data: 2\r\r']],
    ['a comment', ': hi\n\ndata: 2\n\n', [': hi\n\n', 'data: 2\n\n']],
    ['several data lines', 'data: 1\ndata: 2\n\n', ['data: 1\ndata: 2\n\n']],
    ['blank lines before', '\n\ndata: 1\n\n', ['\n\ndata: 1\n\n']],
    ['no line end', 'data: 1', []],
  ])('%s: an event is there with its last byte', (_name, text, expected) => {
    const splitter = new EventSplitter();
    const seen = [...Buffer.from(text)].flatMap((byte) => splitter.push(Buffer.from([byte])));
    expect(texts(seen)).toEqual(expected);
  });

  test('an event of 10 MB is not kept', () => {
    const splitter = new EventSplitter();
    const chunk = Buffer.alloc(64 * 1024, 'x');
    let longest = 0;
    const count = { part: 0, 'last-part': 0, whole: 0 };
    const take = (pieces: readonly Piece[]): void => {
      for (const { bytes, kind } of pieces) {
        longest = Math.max(longest, bytes.length);
        count[kind] += 1;
      }
    };
    take(splitter.push(Buffer.from('data: ')));
    for (let sent = 0; sent < 10 * 1024 * 1024; sent += chunk.length) take(splitter.push(chunk));
    take(splitter.push(Buffer.from('\n\ndata: 2\n\n')));
    expect(longest).toBeLessThanOrEqual(1024 * 1024 + chunk.length);
    expect(count).toMatchObject({ 'last-part': 1, whole: 1 });
  });
});

describe('an event that is written', () => {
  test('reads as it was meant, whatever the data', () => {
    const point = fc.integer({ min: 0, max: 0x1_10_00 }).map((code) => String.fromCodePoint(code));
    const data = fc.array(point, { maxLength: 30 }).map((all) => all.join('').replaceAll('\r', ''));
    fc.assert(
      fc.property(data, fc.constantFrom('', 'delta', 'größer'), (text, type) => {
        const event = sseReader()(writeEvent({ type, data: text }));
        expect(event).toMatchObject({ type, data: text.toWellFormed() });
      }),
    );
  });

  test('keeps its other lines and its line ends where only the data is new', () => {
    const read = sseReader();
    const event = read(Buffer.from('﻿id: 7\r\nevent: ü\r\ndata: 1\r\ndata: 2\r\n: hi\r\n\r\n'));
    expect(withData(event, 'ä\nb').toString()).toBe(
      '﻿id: 7\r\nevent: ü\r\ndata: ä\r\ndata: b\r\n: hi\r\n\r\n',
    );
    expect(withData(event, '3', 'other').toString()).toContain('event: other\r\ndata: 3\r\n');
  });
});
