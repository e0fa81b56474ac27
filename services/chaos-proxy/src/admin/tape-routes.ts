import { type DecisionRecord, runListSchema } from '@chaos-lab/contracts';
import { methodNotAllowed, refuseBody } from '@chaos-lab/service-kit';
import type { Request, Router } from 'express';
import { z } from 'zod';
import type { Engine } from '../engine.ts';
import { NDJSON_TYPE, ndjsonChunks } from '../tape/ndjson.ts';
import { type BadLine, readTape } from '../tape/read-tape.ts';
import { MAX_RECORDED, Recording } from '../tape/recording.ts';
import { GROUPINGS, GroupedCounts } from '../tape/stats.ts';
import { bodyOf, problem, queryOf } from './problems.ts';
import { inSlices, sendTexts } from './slices.ts';
import { selectionQuery } from './selection.ts';

const tapeQuery = z.strictObject(selectionQuery);
const statsQuery = z.strictObject({ ...selectionQuery, by: z.enum(GROUPINGS).optional() });
const noQuery = z.strictObject({});

/** Bad lines that an answer lists; all are counted. */
const LISTED = 100;

/**
 * `GET`, `PUT` and `DELETE /tape`, `POST /tape/drain`, and `GET /tape/stats`; a `PUT` takes `limit`
 * decisions at most.
 */
export function tapeRoutes(router: Router, engine: Engine, limit = MAX_RECORDED): void {
  router
    .route('/tape')
    .get(async (request, response) => {
      const selection = queryOf(tapeQuery, request.query);
      response.set('Content-Type', NDJSON_TYPE);
      await sendTexts(response, ndjsonChunks(engine.tape.read(selection)));
    })
    .put(async (request, response) => {
      queryOf(noQuery, request.query);
      if (request.body !== undefined) {
        throw problem('unsupported-media-type', 415, `expected the tape as ${NDJSON_TYPE}`);
      }
      const { recording, badLines, bad } = await record(request, limit);
      if (recording.size === 0) {
        const errors = badLines.map(({ line, message }) => ({ path: `line ${line}`, message }));
        throw problem(
          'tape-invalid',
          422,
          'no line of the tape is a decision: nothing changed',
          errors,
        );
      }
      engine.replay(recording);
      response.json({ source: 'tape', decisions: recording.size, badLines, badLineCount: bad });
    })
    .delete((request, response) => {
      refuseBody(request);
      queryOf(noQuery, request.query);
      engine.stopReplay();
      response.json({ source: 'seed' });
    })
    .all(methodNotAllowed(['GET', 'PUT', 'DELETE']));

  router
    .route('/tape/drain')
    .post(async (request, response) => {
      const records = drain(engine, request);
      response.set('Content-Type', NDJSON_TYPE);
      await sendTexts(response, ndjsonChunks(records));
    })
    .all(methodNotAllowed(['POST']));

  router
    .route('/tape/stats')
    .get(async (request, response) => {
      const { by, ...selection } = queryOf(statsQuery, request.query);
      const counts = new GroupedCounts(by);
      const matched = new Set<string | null>();
      for await (const one of inSlices(engine.tape.read(selection))) {
        counts.add(one);
        matched.add(one.rule);
      }
      const groups = by === undefined ? {} : { by, groups: counts.groups() };
      const { rules } = engine.scenarios.current;
      const unmatched = rules.map(({ name }) => name).filter((name) => !matched.has(name));
      response.json({ ...counts.all.stats(), neverMatched: unmatched, ...groups });
    })
    .all(methodNotAllowed(['GET']));
}

/** Without a body that lists runs, the query chooses, and a session that it names is forgotten too. */
function drain(engine: Engine, request: Request): DecisionRecord[] {
  if (request.body === undefined) {
    refuseBody(request);
    const selection = queryOf(tapeQuery, request.query);
    const records = engine.tape.drain(selection);
    if (selection.session !== undefined) engine.forget(selection);
    return records;
  }
  queryOf(noQuery, request.query);
  const { runs } = bodyOf(runListSchema, request.body);
  const records = runs.flatMap((identity) => engine.tape.drain(identity));
  for (const identity of runs) engine.forget(identity);
  return records;
}

async function record(body: AsyncIterable<Uint8Array>, limit: number) {
  const recording = new Recording();
  const badLines: BadLine[] = [];
  let bad = 0;
  await readTape(body, {
    onRecord(one) {
      if (recording.size >= limit) {
        const detail = `the tape is too long: expected at most ${limit} decisions`;
        throw problem('payload-too-large', 413, detail);
      }
      recording.add(one);
    },
    onBadLine(line) {
      bad += 1;
      if (badLines.length < LISTED) badLines.push(line);
    },
  });
  return { recording, badLines, bad };
}
