import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isPort } from '../src/port.ts';

const root = join(import.meta.dirname, '..');

test('ports are whole numbers from 1 to 65535', () => {
  assert.deepEqual([0, 1, 80, 1.5, 65_535, 65_536, NaN].filter(isPort), [1, 80, 65_535]);
});

test('the last port is written once', () => {
  const files = globSync('src/**/*.ts', { cwd: root }).filter((path) =>
    /\b65_?535\b/.test(readFileSync(join(root, path), 'utf8')),
  );
  assert.deepEqual(files, [join('src', 'port.ts')]);
});
