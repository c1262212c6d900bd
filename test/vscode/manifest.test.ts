import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import manifest from '../../package.json' with { type: 'json' };
import { EDITOR_COMMANDS, LIVE_COMMANDS } from '../../src/vscode/commands/list.ts';
import { EMPTINESS, WELCOMED } from '../../src/vscode/explorer/emptiness.ts';

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

suite('the view of live tasks', () => {
  test('offers for a task that has stopped what can still be told of it', () => {
    const offered = manifest.contributes.menus['view/item/context'].flatMap((item) => {
      const [, pattern = ''] = /^view == ecs-exec\.explorer && viewItem =~ \/(.+?)\//.exec(item.when) ?? [];
      return new RegExp(pattern || '^$').test('ecsStoppedTask') ? [item.command ?? item.submenu] : [];
    });
    for (const what of ['showDetails', 'showLogs', 'copyArn', 'copyCliCommand', 'definition']) {
      assert.ok(offered.includes(`ecs-exec.${what}`), what);
    }
    assert.ok(!offered.includes('ecs-exec.stopTask'));
  });

  test('has a welcome text for each reason of emptiness that is not told in its message line', () => {
    const conditions = manifest.contributes.viewsWelcome.filter(({ view }) => view === 'ecs-exec.explorer');
    assert.deepEqual(
      conditions.map((welcome) => ('when' in welcome ? welcome.when : undefined)),
      WELCOMED.map((reason) => `${EMPTINESS} == ${reason}`),
    );
  });
});

suite('the menus of rows', () => {
  const items = manifest.contributes.menus['view/item/context'].filter(({ when }) =>
    when.includes('ecs-exec.explorer'),
  );

  /** Evaluates the conditions that rows' menus are made of, each joined by `&&`. */
  const holds = (when: string, context: string): boolean =>
    when.split(' && ').every((condition) => {
      const [, not, pattern] = /^(!\()?viewItem =~ \/(.+?)\/\)?$/.exec(condition) ?? [];
      if (pattern !== undefined) {
        return new RegExp(pattern).test(context) !== (not !== undefined);
      }
      const [, exact] = /^viewItem == (\w+)$/.exec(condition) ?? [];
      assert.ok(exact !== undefined || condition === 'view == ecs-exec.explorer', condition);
      return exact === undefined || exact === context;
    });
  const menuOf = (context: string, isInline: boolean): readonly string[] =>
    items
      .filter(({ when, group }) => group.startsWith('inline') === isInline && holds(when, context))
      .map(({ command, submenu }) => command ?? submenu);

  const CONTEXTS = [
    'ecsConnection',
    'ecsConnection ecsProblem select-profile select-region retry show-log',
    'ecsConnection ecsProblem sign-in show-log',
    'ecsNote ecsProblem select-profile select-region retry listDenied',
    'ecsCluster favourite inConsole',
    'ecsService execReady inConsole',
    'ecsStandalone',
    'ecsStopped',
    'ecsStoppedTask inConsole',
    'ecsDeployment',
    'ecsTask execReady inConsole',
    'ecsContainer execReady inConsole',
  ];
  for (const context of CONTEXTS) {
    test(`have no command twice, and in full what has a button: ${context}`, () => {
      const menu = menuOf(context, false);
      assert.ok(menu.length > 0);
      assert.deepEqual(menu, [...new Set(menu)]);
      for (const command of menuOf(context, true)) {
        assert.ok(menu.includes(command), command);
      }
    });
  }
});
