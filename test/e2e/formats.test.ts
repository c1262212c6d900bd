import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { until } from '../host/runner/until.ts';
import { type Editor, withEditor } from './driver/editor.ts';
import { packagedExtension } from './driver/vsix.ts';

const TERRAFORM = 'orders.tf';
const TEMPLATE = 'orders-template.yaml';

/** Fixes the only error or warning of the file in front from the keyboard, and takes a picture of what is offered. */
async function fixOnly(
  editor: Editor,
  severity: 'error' | 'warning',
  { line, title, picture }: { readonly line: number; readonly title: string; readonly picture: string },
): Promise<void> {
  const squiggles = editor.squiggles(severity);
  const cursor = editor.page.locator('.statusbar').getByText(`Ln ${line}, Col`);
  await until(`a squiggle of ${severity}`, async () => (await squiggles.count()) === 1);
  await editor.goTo(1);
  await until('the cursor at the finding', async () => {
    if (await cursor.isVisible()) {
      return true;
    }
    await editor.press('Alt+F8');
    return cursor.waitFor({ timeout: 1000 }).then(
      () => true,
      () => false,
    );
  });
  await editor.press('Escape');
  await editor.quickFixes();
  await editor.screenshot(picture);
  await editor.press('Escape');
  await editor.quickFix(title);
  await until('no squiggle', async () => (await squiggles.count()) === 0);
  await editor.save();
}

function lineOf(content: string, text: string): number {
  return content.slice(0, content.indexOf(text)).split('\n').length;
}

test('files of Terraform and CloudFormation are fixed from the keyboard', async () => {
  await withEditor({ vsix: await packagedExtension(), file: TERRAFORM }, async (editor) => {
    const read = (file: string): Promise<string> => readFile(join(editor.workspace, file), 'utf8');

    const terraform = await read(TERRAFORM);
    await fixOnly(editor, 'warning', {
      line: lineOf(terraform, 'readonlyRootFilesystem'),
      title: 'Set readonlyRootFilesystem to false',
      picture: 'terraform',
    });
    assert.equal(
      await read(TERRAFORM),
      terraform.replace('readonlyRootFilesystem = true #', 'readonlyRootFilesystem = false #'),
    );

    await editor.open(TEMPLATE);
    const template = await read(TEMPLATE);
    await fixOnly(editor, 'error', {
      line: lineOf(template, 'ContainerName: order '),
      title: 'Change it to orders',
      picture: 'cloudformation',
    });
    assert.equal(await read(TEMPLATE), template.replace('ContainerName: order ', 'ContainerName: orders '));
  });
});
