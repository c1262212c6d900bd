import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../../runner/harness.ts';
import { readinessParts } from '../readiness-parts.ts';
import { lookAtSimulator } from '../simulator.ts';

/** In Restricted Mode. */
export default suite('a report in a workspace that is not trusted', ({ test }) => {
  test('that VS Code brings back says why it is empty, and asks AWS nothing', async () => {
    const asked = (): never => assert.fail('No report is made.');
    const live = readinessParts({
      makeReport: async ({ connection }) => {
        await connection.gateway();
        return asked();
      },
      toMarkdown: asked,
      toJson: asked,
    });
    const { reports, connections } = live.parts;
    const before = (await lookAtSimulator()).calls.length;
    const arn = 'arn:aws:ecs:eu-central-1:123456789012';
    const place = { clusterArn: `${arn}:cluster/shop`, taskArn: `${arn}:task/shop/0123`, container: 'web' };
    const tab = vscode.window.createWebviewPanel('ecs-exec.report', 'x', vscode.ViewColumn.Active);
    await reports.revive(tab, { ...place, connection: connections.main.key });
    const [panel] = reports.open;
    assert.equal(panel?.content.state, 'failed');
    assert.match(panel.content.verdict, /^Live tasks are not shown in a workspace that you do not trust\./);
    assert.match(panel.content.body, /Manage Workspace Trust/);
    // A new one is not even opened.
    await assert.rejects(reports.show({ ...place, connection: connections.main }), { code: 'untrusted' });
    assert.equal((await lookAtSimulator()).calls.length, before);
    panel.close();
    await live.close();
  });
});
