import { nameSchema, PROBLEM } from '@chaos-lab/contracts';
import { methodNotAllowed, ProblemError, verifyDepth } from '@chaos-lab/service-kit';
import { type Request, type Response, Router, text } from 'express';
import type { AgentServices } from '../task/agent-services.ts';
import { LibraryFullError } from '../recovery/playbook/library.ts';
import { type LoadedPlaybook, parsePlaybook } from '../recovery/playbook/parse-playbook.ts';
import { PlaybookError } from '../recovery/playbook/playbook-error.ts';
import { playbookOr404 } from './unknown-playbook.ts';
import { invalid, validate } from './validate.ts';

/** The name of a default playbook that came over HTTP and not from a file. */
const UNNAMED = 'default';

/**
 * `/playbook` is the default one, `/playbooks/NAME` any, `/playbooks` the list. A PUT takes effect as
 * a whole for tasks that begin later; the version is the ETag.
 */
export function playbookRoutes({ library }: AgentServices): Router {
  const router = Router();
  const body = text({ type: () => true, limit: '1mb', verify: verifyDepth });

  router.get('/playbooks', (_request, response) => {
    response.json({
      default: library.defaultName ?? null,
      playbooks: library.all().map(({ name, version }) => ({ name, version })),
    });
  });
  router.all('/playbooks', methodNotAllowed(['GET']));

  router.get('/playbook', (_request, response) => send(response, playbookOr404(library)));
  router.put('/playbook', body, (request, response) => {
    const name = library.defaultName ?? UNNAMED;
    checkVersion(request, library.has(name) ? library.get(name) : undefined);
    const loaded = read(name, request.body);
    keep(() => library.putDefault(loaded));
    send(response, loaded);
  });
  router.all('/playbook', methodNotAllowed(['GET', 'PUT']));

  router.get('/playbooks/:name', (request, response) =>
    send(response, playbookOr404(library, request.params.name)),
  );
  router.put('/playbooks/:name', body, (request, response) => {
    const name = validate(nameSchema, request.params['name'], 'validation-failed');
    checkVersion(request, library.has(name) ? library.get(name) : undefined);
    const loaded = read(name, request.body);
    keep(() => library.put(loaded));
    send(response, loaded);
  });
  router.all('/playbooks/:name', methodNotAllowed(['GET', 'PUT']));
  return router;
}

function send(response: Response, { version, text: source }: LoadedPlaybook): void {
  response.set('ETag', `"${version}"`).type('application/json').send(source);
}

function keep(put: () => void): void {
  try {
    put();
  } catch (error) {
    if (!(error instanceof LibraryFullError)) throw error;
    const title = PROBLEM.conflict;
    throw new ProblemError('conflict', { status: 409, title, detail: error.message });
  }
}

function read(name: string, body: unknown): LoadedPlaybook {
  try {
    return parsePlaybook(name, typeof body === 'string' ? body : '');
  } catch (error) {
    if (error instanceof PlaybookError) throw invalid('playbook-invalid', error.issues);
    throw error;
  }
}

/** Refuses a PUT whose `If-Match` names another version than the one that would be replaced. */
function checkVersion(request: Request, current: LoadedPlaybook | undefined): void {
  const wanted = request.get('If-Match');
  if (wanted === undefined) return;
  if (current !== undefined && (wanted === '*' || wanted === `"${current.version}"`)) return;
  throw new ProblemError('precondition-failed', {
    status: 412,
    title: PROBLEM['precondition-failed'],
    detail: `If-Match is ${wanted}, the version is ${current === undefined ? 'none' : `"${current.version}"`}`,
  });
}
