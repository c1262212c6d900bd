import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';

export default suite('activation', ({ test }) => {
  test('the extension activates', async () => {
    const extension = vscode.extensions.getExtension('ecs-exec.ecs-exec');
    assert.ok(extension, 'VS Code does not know the extension.');
    await extension.activate();
    assert.ok(extension.isActive);
  });

  test('its commands are registered', async () => {
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes('ecs-exec.refresh'));
  });
});
