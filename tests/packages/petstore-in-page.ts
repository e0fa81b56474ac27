import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { listen } from '@chaos-lab/service-kit';
import { install } from './install.ts';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const PAGE = `
import { petstoreHandlers, readVerdict } from '@chaos-lab/petstore';
import { setupWorker } from 'msw/browser';
const tell = (text) => fetch('/told', { method: 'POST', body: text });
try {
  const { handlers, petstore } = petstoreHandlers({ baseUrl: location.origin + '/api/v3', seed: 7 });
  await setupWorker(...handlers).start({ quiet: true, onUnhandledRequest: 'bypass' });
  const [pet] = await (await fetch('/api/v3/pet/findByStatus?status=available')).json();
  const send = (method, path, body) => fetch('/api/v3' + path, {
    method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  await send('POST', '/store/order', { petId: pet.id });
  await send('PUT', '/pet', { ...pet, status: 'sold' });
  const { complete, duplicates } = readVerdict(petstore.stores, { session: 'default', arm: '-' });
  await tell('complete ' + complete + ', duplicates ' + duplicates);
} catch (error) { await tell(String(error?.stack ?? error)); }
`;

/** Runs the packed petstore as a service worker in a browser; gives what went wrong, undefined where nothing did. */
export async function petstoreInPage(
  folder: string,
  tarball: string | undefined,
): Promise<string | undefined> {
  const browser = BROWSERS.find((path) => existsSync(path));
  if (browser === undefined || tarball === undefined) {
    return `no browser: expected one of ${BROWSERS.join(', ')}`;
  }
  const project = join(folder, 'page');
  install(process.execPath, project, tarball, 'msw@3.0.5');
  writeFileSync(join(project, 'page.mjs'), PAGE);
  const bundle = await rolldown({
    input: join(project, 'page.mjs'),
    cwd: project,
    platform: 'browser',
  });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  await bundle.close();
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    '/': ['text/html', '<!doctype html><script type="module" src="/page.mjs"></script>'],
    '/page.mjs': ['text/javascript', output[0].code],
    '/mockServiceWorker.js': [
      'text/javascript',
      readFileSync(join(project, 'node_modules/msw/lib/mockServiceWorker.js'), 'utf8'),
    ],
  };
  const told = Promise.withResolvers<string>();
  const server = createServer((request, response) => {
    if (request.url === '/told') {
      let text = '';
      request.on('data', (part) => (text += String(part)));
      request.on('end', () => told.resolve(text));
    }
    const [type, text] = files[request.url ?? ''] ?? ['text/plain', ''];
    response.setHeader('Content-Type', type).end(text);
  });
  const { url } = await listen(server, { name: 'page', host: '127.0.0.1', port: 0 });
  const child = spawn(
    browser,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      `--user-data-dir=${join(project, 'profile')}`,
      url,
    ],
    { stdio: 'ignore' },
  );
  const timer = setTimeout(() => told.resolve('the page told nothing within 60 s'), 60_000);
  try {
    const text = await told.promise;
    return text === 'complete true, duplicates 0' ? undefined : text;
  } finally {
    clearTimeout(timer);
    await stopped(child);
    server.close();
    server.closeAllConnections();
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close');
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await ended;
}
