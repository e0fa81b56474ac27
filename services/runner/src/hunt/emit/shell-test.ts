import { shellWord } from '../../terminal/shell-words.ts';
import { commented, type Emitter } from './emitted.ts';

export const shellTest: Emitter = {
  name: 'finding.test.sh',
  write: ({ file, story, launcher }) => `#!/bin/sh
# Fails until the client is mended.
${commented('#', [file.cause, ...story])}
exec \${CHAOS_LAB:-node ${shellWord(launcher)}} hunt --verify "$(dirname "$0")/finding.json"
`,
};
