import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { EXTENSION } from './support.ts';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

export default suite('activation', ({ test }) => {
  test('the extension activates', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION);
    assert.ok(extension, 'VS Code does not know the extension.');
    await extension.activate();
    assert.ok(extension.isActive);
  });

  test('the commands that it declares are those that it registers', async () => {
    const declared = (vscode.extensions.getExtension(EXTENSION)?.packageJSON as Manifest).contributes.commands.map(
      ({ command }) => command,
    );
    // Those that VS Code makes for each view have a name of more parts.
    const registered = (await vscode.commands.getCommands(true)).filter((name) => /^ecs-exec\.\w+$/.test(name));
    // This one takes what only a quick fix has to give.
    assert.deepEqual(registered.sort(), [...declared, 'ecs-exec.disableRule'].sort());
  });
});
