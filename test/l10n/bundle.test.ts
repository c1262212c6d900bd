import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test("the project's sentences are collected and all can be translated", () => {
  const script = fileURLToPath(new URL('../../scripts/l10n.ts', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
});

test('no sentence makes a link, or an icon, of its values', () => {
  const bundle = JSON.parse(readFileSync(new URL('../../l10n/bundle.l10n.json', import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
  assert.deepEqual(
    Object.keys(bundle).filter((template) => /\}\(|\]\{|\$\{|\}\{/.test(template)),
    [],
  );
});
