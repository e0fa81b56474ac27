import { once } from 'node:events';
import { methodNotAllowed } from '@chaos-lab/service-kit';
import type { DecisionRecord } from '@chaos-lab/contracts';
import type { Response, Router } from 'express';
import { z } from 'zod';
import type { Engine } from '../engine.ts';
import { ndjsonChunks, NDJSON_TYPE } from '../tape/ndjson.ts';
import { queryOf } from './problems.ts';
import { flagQuery, selectionQuery } from './selection.ts';

const tapeQuery = z.strictObject({ ...selectionQuery, drain: flagQuery });

/** `GET /tape`: the records in memory. `drain` frees them, and the state of the session where one is named. */
export function tapeRoutes(router: Router, engine: Engine): void {
  router
    .route('/tape')
    .get(async (request, response) => {
      const { drain, ...selection } = queryOf(tapeQuery, request.query);
      response.set('Content-Type', NDJSON_TYPE);
      if (!drain) {
        await send(response, engine.tape.read(selection));
        return;
      }
      const records = engine.tape.drain(selection);
      if (selection.session !== undefined) engine.sessions.reset(selection);
      await send(response, records);
    })
    .all(methodNotAllowed(['GET']));
}

/** Sends as fast as the client reads, and no faster. */
async function send(response: Response, records: Iterable<DecisionRecord>): Promise<void> {
  for (const chunk of ndjsonChunks(records)) {
    if (response.closed) return;
    if (!response.write(chunk))
      await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end();
}
