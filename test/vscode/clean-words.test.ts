import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { cleanWords } from '../../scripts/eslint/clean-words.ts';

const linter = new Linter();

/** What ESLint says of a file of src/vscode. */
function complaints(file: string, source: string): readonly string[] {
  const parser = tseslint.parser as Linter.Parser;
  const rules = { 'no-restricted-syntax': cleanWords(file) };
  return linter
    .verify(source, { files: ['**/*.ts'], languageOptions: { parser }, rules }, { filename: file })
    .map(({ message }) => message);
}

suite('the linter refuses to show words that nobody cleans', () => {
  for (const [source, owner] of [
    ['vscode.window.showErrorMessage(words)', 'notify.ts'],
    ['void vscode.window.showInformationMessage(`Copied ${name}`)', 'notify.ts'],
    ['vscode.window.withProgress({ title: words }, run)', 'progress.ts'],
    ['vscode.window.showInputBox({ prompt: words })', 'ask.ts'],
    ['const picker = vscode.window.createQuickPick()', 'pick.ts'],
    ["const item = vscode.window.createStatusBarItem('a')", 'status-item.ts'],
    ['const item = new vscode.TreeItem(name)', 'tree-item.ts'],
    ['class Item extends vscode.TreeItem {}', 'tree-item.ts'],
    ['const hover = new vscode.MarkdownString(words)', 'markdown.ts'],
    ["const log = vscode.window.createOutputChannel('a', { log: true })", 'log.ts'],
    ["const words = vscode.l10n.t('{0} is gone', name)", 'words.ts'],
  ] as const) {
    test(source, () => {
      const [complaint, ...others] = complaints('src/vscode/commands/other.ts', source);
      assert.match(complaint ?? '', new RegExp(owner));
      assert.deepEqual(others, []);
      assert.deepEqual(complaints(`src/vscode/${owner}`, source), []);
    });
  }

  test("names of VS Code's that are imported by themselves", () => {
    assert.equal(complaints('src/vscode/commands/other.ts', "import { window } from 'vscode';").length, 1);
  });

  test('not sentences without values, nor types', () => {
    const source = "import * as vscode from 'vscode'; const words: vscode.TreeItem | string = vscode.l10n.t('Gone');";
    assert.deepEqual(complaints('src/vscode/commands/other.ts', source), []);
  });
});
