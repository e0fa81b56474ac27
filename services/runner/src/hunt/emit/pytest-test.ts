import { commented, type Emitter } from './emitted.ts';

export const pytestTest: Emitter = {
  name: 'test_finding.py',
  write: ({ file, story, launcher }) => `# Fails until the client is mended.
${commented('#', [file.cause, ...story])}
import os
import subprocess
from pathlib import Path

LAB = os.environ.get("CHAOS_LAB", "").split() or ["node", ${JSON.stringify(launcher)}]
FINDING = Path(__file__).with_name("finding.json")


def test_finding():
    run = subprocess.run([*LAB, "hunt", "--verify", str(FINDING)], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
`,
};
