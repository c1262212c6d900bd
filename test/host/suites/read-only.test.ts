import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { closeAll, findings, openText, rule } from './support.ts';

const WRONG = `{
  "family": "shop",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "bridge",
  "containerDefinitions": [{ "name": "web", "image": "nginx", "readonlyRootFilesystem": true }]
}
`;

async function untilReadonlyRoot(document: vscode.TextDocument): Promise<void> {
  await until('findings', () => findings(document).some((each) => rule(each) === 'exec/readonly-root-filesystem'));
}

/** Files that are all the same. */
class SameFiles implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  watch = () => new vscode.Disposable(() => undefined);
  stat = (): vscode.FileStat => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: WRONG.length });
  readFile = () => new TextEncoder().encode(WRONG);
  readDirectory = () => [];
  createDirectory = () => undefined;
  writeFile = () => undefined;
  delete = () => undefined;
  rename = () => undefined;
}

export default suite('what can only be read', ({ test, before, after, afterEach }) => {
  const registered: vscode.Disposable[] = [];
  before(() => {
    const provider: vscode.TextDocumentContentProvider = { provideTextDocumentContent: () => WRONG };
    registered.push(
      ...['review', 'chat-editing-text-model', 'vscode-local-history-test'].map((scheme) =>
        vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
      ),
      vscode.workspace.registerFileSystemProvider('archive', new SameFiles(), { isReadonly: true }),
      vscode.workspace.registerFileSystemProvider('drive', new SameFiles()),
    );
  });
  after(() => vscode.Disposable.from(...registered).dispose());
  afterEach(closeAll);

  /** Opens one, and another that is checked after it. */
  async function looked(scheme: string): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.from({ scheme, path: '/task-definition.json' }),
    );
    assert.equal(document.languageId, 'json');
    await vscode.window.showTextDocument(document);
    const marker = await openText(WRONG);
    await untilReadonlyRoot(marker);
    return document;
  }

  for (const scheme of ['review', 'chat-editing-text-model', 'vscode-local-history-test', 'archive']) {
    test(`${scheme}: has no findings, and nothing to fix`, async () => {
      const document = await looked(scheme);
      assert.deepEqual(findings(document), []);
      const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
        vscode.CodeActionKind.QuickFix.value,
      );
      assert.deepEqual(
        offered.map(({ title }) => title),
        [],
      );
    });
  }

  test('drive: has findings, since it can be written', async () => {
    await untilReadonlyRoot(await looked('drive'));
  });

  test('the left side of a diff has none, the right side has', async () => {
    const right = await openText(WRONG);
    const left = vscode.Uri.from({ scheme: 'review', path: '/left.json' });
    await vscode.commands.executeCommand('vscode.diff', left, right.uri);
    await untilReadonlyRoot(right);
    assert.deepEqual(vscode.languages.getDiagnostics(left), []);
  });
});
