import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { closeAll, openText, untilRules } from './support.ts';

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["ecs:DescribeTasks", "ecs:ExecyteCommand"],
      "Resource": ["arn:aws:ecs:eu-west-1:444455556666:cluster/web", "arn:aws:ecs:eu-west-1:444455556666:task/web/*"]
    }
  ]
}
`;

export default suite('policy documents', ({ test, afterEach }) => {
  afterEach(closeAll);

  test('a policy is checked, fixed, completed and explained', async () => {
    const document = await openText(POLICY);
    const at = (text: string): vscode.Position => document.positionAt(document.getText().indexOf(text) + text.length);

    const [finding] = await untilRules(document, 'policy/unknown-action');
    assert.ok(finding);
    assert.equal(document.getText(finding.range), '"ecs:ExecyteCommand"');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
      50,
    );
    const fix = actions.find(({ title }) => title === 'Change it to "ecs:ExecuteCommand"');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(fix.edit);
    await untilRules(document);
    assert.equal(document.getText(), POLICY.replace('Execyte', 'Execute'));

    const hover = await until('what the action is for', async () => {
      const place = at('ecs:Exec');
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        place,
      );
      return found
        .flatMap(({ contents }) => contents)
        .find((each) => each instanceof vscode.MarkdownString && each.value.includes('Opens a session in a container'));
    });
    assert.match((hover as vscode.MarkdownString).value, /cluster, task[\s\S]*container\\-name/);

    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at('ecs:Describe'),
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('ssmmessages:OpenDataChannel'), labels.join());
  });
});
