import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { PERMISSIONS } from '../support/permissions.ts';

const root = new URL('../../', import.meta.url);
const titles = JSON.parse(readFileSync(new URL('package.nls.json', root), 'utf8')) as Record<string, string>;

test('the permissions of a report are those of the least policy for it', () => {
  const [, after = ''] = readFileSync(new URL('docs/live.md', root), 'utf8').split('\n## Readiness reports\n');
  const [section = ''] = after.split('\n## ');
  const named = [...section.matchAll(/`([a-z0-9]+:[A-Z]\w+)`/g)].map(([, permission]) => permission);
  const snippets = JSON.parse(readFileSync(new URL('snippets/ecs-exec.json', root), 'utf8')) as Record<
    string,
    { readonly prefix: string; readonly body: readonly string[] }
  >;
  const snippet = Object.values(snippets).find(({ prefix }) => prefix === 'ecs-exec-readiness');
  const written = [...(snippet?.body.join('\n') ?? '').matchAll(/"([a-z0-9]+:[A-Z]\w+)"/g)].map(([, action]) => action);
  assert.ok(written.length > 20);
  assert.deepEqual(named.toSorted(), written.toSorted());
});

suite('the permissions of commands', () => {
  const [, section = ''] = readFileSync(new URL('docs/live.md', root), 'utf8').split('\n## Changes\n');
  const rows = new Map(
    Array.from(section.matchAll(/^\| ([^|]+) \| (`[^|]+`) \|/gm), ([, title = '', permissions = '']) => [
      title.trim(),
      [...permissions.matchAll(/`([a-z-]+:\w+)`/g)].map(([, permission]) => permission),
    ]),
  );

  // What the commands really ask for is compared with the same table in VS Code.
  for (const [command, permissions] of Object.entries(PERMISSIONS)) {
    test(command, () => {
      const title = titles[`command.${command}`]?.replace(/…$/, '') ?? '';
      assert.deepEqual(rows.get(title)?.toSorted(), permissions.toSorted(), title);
    });
  }

  test('are those of commands that there are', () => assert.equal(rows.size, Object.keys(PERMISSIONS).length));
});
