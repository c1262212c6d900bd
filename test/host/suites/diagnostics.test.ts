import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { closeAll, findings, openText, replaceAll, rule, setting, untilRules } from './support.ts';

const WRONG = `{
  "family": "shop",
  "taskRoleArn": "shop-task",
  "requiresCompatibilities": ["EC2"],
  "networkMode": "bridge",
  "containerDefinitions": [
    { "name": "web", "image": "nginx", "memory": 128, "readonlyRootFilesystem": true }
  ]
}
`;
const ALL_THREE = ['exec/awsvpc', 'exec/init-process', 'exec/readonly-root-filesystem'] as const;

export default suite('diagnostics', ({ test, afterEach }) => {
  afterEach(closeAll);

  for (const language of ['json', 'jsonc']) {
    test(`an untitled ${language} document is checked`, async () => {
      const document = await openText(WRONG, language);
      const found = await untilRules(document, ...ALL_THREE);
      const [readonlyRoot] = found.filter((finding) => rule(finding) === 'exec/readonly-root-filesystem');
      assert.ok(readonlyRoot);
      assert.equal(readonlyRoot.severity, vscode.DiagnosticSeverity.Warning);
      assert.match(document.getText(readonlyRoot.range), /^("readonlyRootFilesystem": )?true$/);
      assert.ok(
        typeof readonlyRoot.code === 'object' && /readonly-root-filesystem\.md$/.test(readonlyRoot.code.target.path),
      );
    });
  }

  test('a file is checked when it is opened, and clean when it is JSON no more', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder.uri, 'task-definition.json');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await until('findings', () => findings(document).length > 0);
    // VS Code keeps a file that was shown for a while; in another language it is closed and opened at once.
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await until('no findings', () => findings(document).length === 0);
  });

  test('what the text could do without is faded, and listed once', async () => {
    const nulls = '"cpu": null, "user": null, "links": null';
    const document = await openText(WRONG.replace('"memory": 128', `"memory": 128, ${nulls}`));
    const found = await untilRules(document, ...ALL_THREE, 'task/leftovers');
    const leftovers = found.find((finding) => rule(finding) === 'task/leftovers');
    assert.ok(leftovers);
    const faded = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ tags }) => tags?.includes(vscode.DiagnosticTag.Unnecessary));
    assert.deepEqual(
      faded
        .filter((each) => each.severity === vscode.DiagnosticSeverity.Hint)
        .map(({ range }) => document.getText(range)),
      nulls.split(', '),
    );
    assert.equal(faded.length, 4);
  });

  test('edits are followed', async () => {
    const document = await openText(WRONG);
    await untilRules(document, ...ALL_THREE);
    await replaceAll(document, WRONG.replace('"readonlyRootFilesystem": true', '"readonlyRootFilesystem": false'));
    await untilRules(document, 'exec/awsvpc', 'exec/init-process');
    await replaceAll(document, '{ "name": "something-else" }');
    await untilRules(document);
  });

  test('half-typed text neither breaks nor loses what is known', async () => {
    const document = await openText(WRONG);
    await untilRules(document, ...ALL_THREE);
    await replaceAll(document, WRONG.replace('"memory": 128,', '"memory": '));
    const found = await until(
      'findings',
      () =>
        findings(document).some((finding) => rule(finding) === 'exec/readonly-root-filesystem') && findings(document),
    );
    assert.ok(found.length >= 1);
  });

  test('other JSON is left alone, and so is a Dockerrun file', async () => {
    const marker = await openText(WRONG);
    for (const text of [
      '',
      'null',
      '{"name": "x", "version": "1.0.0"}',
      `{"AWSEBDockerrunVersion": 2, ${WRONG.slice(1)}`,
    ]) {
      const document = await openText(text);
      // The marker is checked after the other: once it has changed, the other has been looked at.
      await replaceAll(marker, marker.getText().includes('bridge') ? WRONG.replace('bridge', 'awsvpc') : WRONG);
      await untilRules(marker, ...(marker.getText().includes('bridge') ? ALL_THREE : ALL_THREE.slice(1)));
      assert.deepEqual(findings(document), []);
    }
  });

  test('a 5 MB file is not checked, which is said, and does not hold up others', async () => {
    const huge = await openText(WRONG.replace('"nginx"', `"${'x'.repeat(5_000_000)}"`));
    const small = await openText(WRONG);
    await untilRules(small, ...ALL_THREE);
    await untilRules(huge, 'config/limit');
  });

  test('checking can be switched off and on', async () => {
    const document = await openText(WRONG);
    await untilRules(document, ...ALL_THREE);
    await setting('diagnostics.enabled', false, false);
    await untilRules(document);
    await setting('diagnostics.enabled', undefined, true);
    await untilRules(document, ...ALL_THREE);
  });
});
