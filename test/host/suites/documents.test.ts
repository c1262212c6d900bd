import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Problem } from '../../../src/problem.ts';
import { sentence } from '../../../src/text.ts';
import { DOCUMENT_SCHEME } from '../../../src/vscode/contributions.ts';
import { Documents } from '../../../src/vscode/documents/documents.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { closeAll, testLog } from './support.ts';

export default suite('documents about what runs', ({ test, before, after, afterEach }) => {
  let log: vscode.LogOutputChannel;
  let documents: Documents;
  before(async () => {
    // The extension's own would answer for the scheme once it is loaded; VS Code takes either.
    log = testLog();
    documents = new Documents(log);
    await closeAll();
  });
  after(() => {
    documents.dispose();
    log.dispose();
  });
  afterEach(closeAll);

  /** One answer after the other. */
  const answer = (answers: (() => Promise<string>)[]) => () => {
    const next = answers.shift();
    assert.ok(next);
    return next();
  };

  const inFront = (): vscode.TextDocument => {
    const { activeTextEditor } = vscode.window;
    assert.ok(activeTextEditor);
    return activeTextEditor.document;
  };

  test('a document is shown under its name, with all that is in it', async () => {
    const rows = 'a\u202eb\tc\n$(trash) [x](command:y) ü\n';
    await documents.open({
      path: '/test/one.md',
      language: 'markdown',
      content: () => Promise.resolve(rows),
    });
    const document = inFront();
    assert.equal(document.uri.scheme, DOCUMENT_SCHEME);
    assert.equal(document.languageId, 'markdown');
    assert.equal(document.getText(), 'a\ufffdb\tc\n$(trash) [x](command:y) ü\n');
  });

  test('a refresh asks anew; one that fails says why and leaves what is there', async () => {
    const answers = [
      () => Promise.resolve('first'),
      () => Promise.resolve('second'),
      () => Promise.reject(new Problem('throttled', sentence('Too much.'))),
    ];
    await documents.open({
      path: '/test/two.txt',
      language: 'plaintext',
      content: answer(answers),
    });
    const { uri } = inFront();
    assert.equal(inFront().getText(), 'first');
    await documents.refresh(uri);
    await until('the new text', () => inFront().getText() === 'second');
    await assert.rejects(documents.refresh(uri), { code: 'throttled' });
    assert.equal(inFront().getText(), 'second');
  });

  test('where nothing can be asked the document says why, until a refresh can', async () => {
    const denied = new Problem('access-denied', sentence('You may not.'), sentence('Ask somebody.'));
    const answers = [() => Promise.reject(denied), () => Promise.resolve('{}')];
    await documents.open({
      path: '/test/three.json',
      language: 'json',
      content: answer(answers),
    });
    assert.equal(inFront().getText(), 'You may not. Ask somebody.\n');
    assert.equal(inFront().languageId, 'plaintext');
    await documents.refresh(inFront().uri);
    await until('the text', () => inFront().getText() === '{}' && inFront().languageId === 'json');
  });

  test('what the user no longer waits for is not shown', async () => {
    const content = () => Promise.reject(new vscode.CancellationError());
    await assert.rejects(
      documents.open({ path: '/test/four.md', language: 'markdown', content }),
      vscode.CancellationError,
    );
    assert.equal(vscode.window.activeTextEditor, undefined);
  });
});
