import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { closeAll, openText } from './support.ts';

const TEXT = `{
  "family": "shop",
  "cpu": "256",
  "containerDefinitions": [
    { "name": "web", "image": "nginx", "user": "1000" }
  ]
}
`;

/** All that VS Code shows where a text first stands, of whatever extension, each with its place. */
async function hovers(document: vscode.TextDocument, text: string): Promise<readonly vscode.Hover[]> {
  const position = document.positionAt(document.getText().indexOf(text) + 1);
  return vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
}

function shown({ contents }: vscode.Hover): string {
  return contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')).join('\n');
}

async function untilShown(document: vscode.TextDocument, text: string, expected: RegExp): Promise<vscode.Hover> {
  return until(`a hover on ${text}`, async () =>
    (await hovers(document, text)).find((hover) => expected.test(shown(hover))),
  );
}

export default suite('hovers', ({ test, afterEach }) => {
  afterEach(closeAll);

  for (const language of ['json', 'jsonc']) {
    test(`what to know of ECS Exec is shown in ${language}, with a link to more`, async () => {
      const document = await openText(TEXT, language);
      const hover = await untilShown(document, '"user"', /ECS Exec runs as root/);
      assert.match(shown(hover), /\n\n\[[^\]]+\]\(https:\/\/docs\.aws\.amazon\.com\/AmazonECS\/[^)]+\)$/);
      assert.equal(document.getText(hover.range), '"user"');
    });
  }

  test('it is shown on the value too', async () => {
    const document = await openText(TEXT);
    const hover = await untilShown(document, '"256"', /takes CPU and memory from the task/);
    assert.equal(document.getText(hover.range), '"256"');
  });

  test('nothing is added where there is nothing to say', async () => {
    const document = await openText(TEXT);
    // Once there is a hover for one property, the provider is there for the others.
    await untilShown(document, '"user"', /ECS Exec/);
    for (const text of ['"family"', '"containerDefinitions"']) {
      assert.ok(
        (await hovers(document, text)).every((hover) => !shown(hover).includes('ECS Exec')),
        text,
      );
    }
    const other = await openText('{ "user": "1000", "image": "nginx" }');
    assert.deepEqual(
      (await hovers(other, '"user"')).filter((hover) => shown(hover).includes('ECS Exec')),
      [],
    );
  });
});
