import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { until } from '../host/runner/until.ts';
import { withEditor } from './driver/editor.ts';
import { packagedExtension } from './driver/vsix.ts';

const FILE = 'legacy-task-definition.json';

test('all that is wrong with a task definition is shown at once, and what needs no choice is fixed', async () => {
  await withEditor({ vsix: await packagedExtension(), file: FILE }, async (editor) => {
    const path = join(editor.workspace, FILE);
    const problems = await editor.problems();
    const count = async (): Promise<number> => {
      const label =
        (await editor.page.locator('.markers-panel .monaco-list-row').first().getAttribute('aria-label')) ?? '';
      return Number(/^(\d+) problems/.exec(label)?.[1] ?? 0);
    };
    const before = await until('a dozen problems', async () => {
      const found = await count();
      return found >= 12 && found;
    });
    await editor.screenshot('12-findings');
    assert.ok((await problems.count()) > 1);

    await editor.open(FILE);
    await editor.command('ECS Exec: Fix All Task Definition Findings in This File');
    await editor.save();
    assert.doesNotMatch(await readFile(path, 'utf8'), /"revision"/);
    await until('fewer problems', async () => (await count()) < before);
  });
});
