import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Simulator } from '../../simulator/index.ts';
import { type Suite, suite } from './harness.ts';
import { until } from './until.ts';

export interface Aftermath {
  readonly simulator: Simulator;
  /** Sessions that were open when the host ended. */
  readonly leftOpen: readonly string[];
  /** The folder that VS Code has written to. */
  readonly data: string;
  /** What the workbench showed at the end, and keeps elsewhere. */
  readonly shown: string;
  /** Texts that must be nowhere, and data keys in base64. */
  readonly secrets: readonly string[];
}

/** What must hold once the extension host has ended, and cannot be seen from inside. */
export function afterwards({ simulator, leftOpen, data, shown, secrets }: Aftermath): Suite {
  const { gateway, requests } = simulator;
  return suite('afterwards', ({ test }) => {
    test('what was left open in a container has been ended', async () => {
      for (const { sessionId, purpose, state } of gateway.sessions.values()) {
        await until(
          `the end of ${purpose.kind} session ${sessionId}, which is ${state}`,
          () => gateway.sessions.get(sessionId)?.state === 'ended',
        );
      }
      for (const id of leftOpen) {
        await until(`TerminateSession of ${id}`, () =>
          requests.some(({ operation, input }) => operation === 'TerminateSession' && input['SessionId'] === id),
        );
      }
      assert.deepEqual(gateway.violations, []);
    });

    test('no token, data key or credential has been written anywhere', async () => {
      const written = new Map([['the workbench', Buffer.from(shown)]]);
      for await (const file of glob('**', { cwd: data, withFileTypes: true })) {
        const path = join(file.parentPath, file.name);
        if (file.isFile()) {
          written.set(relative(data, path), await readFile(path));
        }
      }
      const forms = secrets.flatMap(formsOf);
      for (const [name, bytes] of written) {
        assert.ok(!forms.some((form) => bytes.includes(form)), `${name} holds a secret.`);
      }
      // Else it was not looked for in the right places.
      const [, log] = [...written].find(([name]) => name.endsWith('ECS Exec.log')) ?? ['', Buffer.alloc(0)];
      assert.ok(leftOpen.length === 0 || leftOpen.some((id) => log.includes(id)), 'The log tells of sessions.');
    });
  });
}

/**
 * A secret as it could be written: as it is, escaped, and, where it is base64, its bytes and their halves in any form.
 */
function formsOf(secret: string): readonly (string | Buffer)[] {
  const bytes = Buffer.from(secret, 'base64');
  const parts = [bytes, bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)];
  const encoded = parts.flatMap((part) =>
    (['hex', 'base64', 'base64url'] as const).map((encoding) => part.toString(encoding)),
  );
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...parts, ...encoded];
}
