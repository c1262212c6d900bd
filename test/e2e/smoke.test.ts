import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packageExtension } from '../../scripts/package.ts';
import { withEditor } from './driver/editor.ts';

test('the packaged extension installs, and underlines what is wrong in a task definition', async () => {
  const vsix = await packageExtension();
  await withEditor({ vsix, file: 'task-definition.json' }, async (editor) => {
    await editor.squiggles('warning').first().waitFor();
    await editor.screenshot('task-definition');
    assert.equal(await editor.notifications.count(), 0);
  });
});
