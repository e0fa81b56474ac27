import { isatty } from 'node:tty';

const TERMINALS = [0, 1, 2];

/**
 * SIGHUP means what it does for a server: read your files again. The one that a terminal sends when it
 * goes away still ends the process: then what was a terminal is none any more. The result takes it back.
 */
export function onHangUp(reload: () => void, end: () => void): () => void {
  const terminals = TERMINALS.filter((descriptor) => isatty(descriptor));
  const onSignal = (): void => {
    if (terminals.every((descriptor) => isatty(descriptor))) reload();
    else end();
  };
  process.on('SIGHUP', onSignal);
  return () => void process.off('SIGHUP', onSignal);
}
