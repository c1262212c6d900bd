import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/command.ts';
import { until } from '../host/runner/until.ts';
import { type Editor, withEditor } from './driver/editor.ts';
import { packagedExtension } from './driver/vsix.ts';

const TERRAFORM = 'orders.tf';
const TEMPLATE = 'orders-template.yaml';
/** The same task definition in each format, with one finding. */
const BASKET = ['basket.json', 'basket.tf', 'basket.yaml'] as const;

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

test('the same task definition has the same finding in each format', async () => {
  const settings = {
    'breadcrumbs.enabled': false,
    'editor.codeLens': false,
    'editor.folding': false,
    'editor.glyphMargin': false,
    'editor.lineNumbers': 'off',
    'editor.scrollBeyondLastLine': false,
    'editor.scrollbar.horizontal': 'hidden',
    'editor.scrollbar.vertical': 'hidden',
    'workbench.activityBar.location': 'hidden',
    // One file in each group of editors.
    'workbench.editor.limit.enabled': true,
    'workbench.editor.limit.perEditorGroup': true,
    'workbench.editor.limit.value': 1,
  };
  await withEditor({ vsix: await packagedExtension(), file: TERRAFORM, settings }, async (editor) => {
    await cp(join(root, 'test', 'e2e', 'basket'), editor.workspace, { recursive: true });
    await editor.page.setViewportSize({ width: 1200, height: 670 });
    await editor.command('View: Toggle Primary Side Bar Visibility');
    await editor.page.locator('.sidebar').waitFor({ state: 'hidden' });
    const groups = editor.page.locator('.editor-group-container');
    for (const [index, file] of BASKET.entries()) {
      if (index > 0) {
        await editor.command('View: Split Editor Right');
        await until('another group of editors', async () => (await groups.count()) === index + 1);
      }
      await editor.open(file);
      await groups.nth(index).locator('.squiggly-warning').waitFor();
    }
    assert.equal(await editor.squiggles('warning').count(), BASKET.length);

    const problems = await editor.problems();
    const messages = problems.filter({ hasText: 'readonly-root-filesystem' });
    await until('a problem for each file', async () => (await messages.count()) === BASKET.length);
    const texts = await messages.allTextContents();
    assert.equal(new Set(texts.map((text) => text.replace(/\[Ln \d+, Col \d+\]/, ''))).size, 1);
    // So that each file is there to its end.
    const end = groups.nth(BASKET.indexOf('basket.tf')).locator('.view-line', { hasText: 'memory' });
    await until('the end of a file', async () => {
      await editor.command('Increase Editor Height');
      return end.isVisible();
    });
    await editor.screenshot('formats');
  });
});
