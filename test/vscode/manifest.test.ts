import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import manifest from '../../package.json' with { type: 'json' };
import { EDITOR_COMMANDS, LIVE_COMMANDS } from '../../src/vscode/commands/list.ts';

suite('settings of live features', () => {
  const { properties } = manifest.contributes.configuration;
  const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;

  for (const name of ['ecs-exec.endpoint', 'ecs-exec.ssmmessagesEndpoint'] as const) {
    test(`${name}, which leads requests elsewhere, is taken from no workspace`, () => {
      assert.equal(properties[name].scope, 'machine');
      assert.ok(restrictedConfigurations.includes(name));
    });
  }

  for (const name of ['ecs-exec.profile', 'ecs-exec.region', 'ecs-exec.command']) {
    test(`${name} is not taken from a workspace that is not trusted`, () => {
      assert.ok(restrictedConfigurations.includes(name));
    });
  }
});

test('all commands are declared, but for one that takes what only a quick fix has to give', () => {
  const declared = manifest.contributes.commands.map(({ command }) => command);
  const listed = [...EDITOR_COMMANDS, ...LIVE_COMMANDS].map((id) => `ecs-exec.${id}`);
  assert.deepEqual(listed.sort(), [...declared, 'ecs-exec.disableRule'].sort());
});
