import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { until } from '../host/runner/until.ts';
import { withEditor } from './driver/editor.ts';
import { packagedExtension } from './driver/vsix.ts';

const FILE = 'exec-policy.json';
const ACTION = '"ecs:DescribeTask"';
const TASKS = '"arn:aws:ecs:eu-west-1:444455556666:task/shop/*"';
const CLUSTER = '"arn:aws:ecs:eu-west-1:444455556666:cluster/shop"';

test('a policy with three faults is fixed from the keyboard', async () => {
  await withEditor({ vsix: await packagedExtension(), file: FILE }, async (editor) => {
    const path = join(editor.workspace, FILE);
    const original = await readFile(path, 'utf8');
    const errors = editor.squiggles('error');
    const warnings = editor.squiggles('warning');
    const untilLeft = (...left: readonly [errors: number, warnings: number]): Promise<unknown> =>
      until(
        `${left.join(' and ')} squiggles`,
        async () => (await errors.count()) === left[0] && (await warnings.count()) === left[1],
      );
    // From one finding to the next, as the keys go; the fixes change nothing above them.
    const next = async (line: number): Promise<void> => {
      const cursor = editor.page.locator('.statusbar').getByText(`Ln ${line}, Col`);
      await editor.press('Alt+F8');
      await cursor.waitFor();
      await editor.press('Escape');
    };

    await untilLeft(1, 2);
    await editor.goTo(1);
    await next(lineOf(original, ACTION));
    await editor.quickFixes();
    await editor.screenshot('50-policy');
    await editor.press('Escape');
    await editor.quickFix('Change it to "ecs:DescribeTasks"');
    await untilLeft(0, 2);
    await next(lineOf(original, TASKS));
    await editor.quickFix('Add arn:aws:ecs:eu-west-1:444455556666:cluster/shop');
    await untilLeft(0, 1);
    await next(lineOf(original, `"Resource": ${CLUSTER}`));
    await editor.quickFix('Change it to "arn:aws:ecs:eu-west-1:444455556666:task/shop/*"');
    await untilLeft(0, 0);
    await editor.screenshot('51-policy-fixed');

    await editor.save();
    assert.equal(
      await readFile(path, 'utf8'),
      original
        .replace(ACTION, '"ecs:DescribeTasks"')
        .replace(`"Resource": ${CLUSTER}`, `"Resource": ${TASKS}`)
        .replace(`[${TASKS}]`, `[${TASKS}, ${CLUSTER}]`),
    );
  });
});

/** The line of the first place of a text, from 1. */
function lineOf(content: string, text: string): number {
  return content.slice(0, content.indexOf(text)).split('\n').length;
}
