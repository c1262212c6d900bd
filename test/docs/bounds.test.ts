import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';

const root = new URL('../../', import.meta.url);
const ROW = /^\| .+ \| .+ \| `(?<name>\w+)` in `(?<file>[^`]+)` \|$/;

suite('the tables of bounds', () => {
  const [, table = ''] = readFileSync(new URL('docs/architecture.md', root), 'utf8').split('\n## Bounds\n');
  const rows = table.split('\n').filter((line) => /^\| (?!What )/.test(line));

  test('have rows', () => assert.ok(rows.length > 50));

  for (const row of rows) {
    test(row, () => {
      const { name = '', file = '' } = ROW.exec(row)?.groups ?? {};
      assert.ok(existsSync(new URL(file, root)), `There is no ${file}.`);
      assert.match(
        readFileSync(new URL(file, root), 'utf8'),
        new RegExp(`\\bconst ${name}\\b`),
        `${file} has no ${name}.`,
      );
    });
  }
});
