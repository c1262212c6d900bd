import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Memory } from '../../../src/vscode/memory/memory.ts';
import { queryOf, readRecent, type RecentContainer, recentOf } from '../../../src/vscode/memory/recent-container.ts';
import { connectionTo } from '../../support/connections.ts';
import { container, task } from '../../support/live-tasks.ts';
import { memento } from '../../support/memento.ts';

const web = recentOf({ connection: connectionTo({}), task: task('shop', 'web', 'a'), container: container() });
const other = (name: string): RecentContainer => ({ ...web, container: name });

suite('the containers that were used last', () => {
  test('are kept from one window to the next, the last one first, each once', async () => {
    const state = memento();
    const { containers } = new Memory(state);
    for (const name of ['one', 'two', 'one']) {
      await containers.add(other(name));
    }
    assert.deepEqual(new Memory(state).containers.items, [other('one'), other('two')]);
    await containers.clear();
    assert.deepEqual(new Memory(state).containers.items, []);
  });

  test('are few', async () => {
    const { containers } = new Memory(memento());
    for (let index = 0; index < 20; index += 1) {
      await containers.add(other(`c${index}`));
    }
    assert.deepEqual(
      containers.items.map((each) => each.container),
      ['c19', 'c18', 'c17', 'c16', 'c15'],
    );
  });

  test('are found by what outlives their task', () => {
    assert.deepEqual(queryOf(web), { cluster: web.cluster, service: 'web', container: 'web' });
    const standalone = task('shop', 'web', 'a', { group: 'family:migrate', definition: 'migrate:9' });
    assert.deepEqual(queryOf(recentOf({ connection: connectionTo({}), task: standalone, container: container() })), {
      cluster: web.cluster,
      task: 'migrate',
      container: 'web',
    });
  });

  for (const [what, written] of [
    ['nothing', undefined],
    ['a list', []],
    ['a name', 'web'],
    ['something else', { cluster: 'shop' }],
    ['another type', { ...web, service: 7 }],
    ['an empty name', { ...web, container: '' }],
    ['a name without end', { ...web, container: 'x'.repeat(2_049) }],
  ] as const) {
    test(`are not ${what} that is found in their place`, () => {
      assert.equal(readRecent(written), undefined);
      assert.deepEqual(new Memory(memento({ containers: [written, web, web] })).containers.items, [web]);
    });
  }

  test('are none where what is written is no list', () => {
    assert.deepEqual(new Memory(memento({ containers: { 0: web } })).containers.items, []);
  });
});

suite('commands and paths that were typed', () => {
  const target = { connection: connectionTo({}), task: task('shop', 'web', 'a'), container: container() };
  const later = { ...target, task: task('shop', 'web', 'b') };
  const elsewhere = { ...target, task: task('shop', 'api', 'c') };

  test('are those of a container, whatever its task, the last one first, each once', async () => {
    const memory = new Memory(memento());
    for (const command of ['ls', 'ps', 'ls']) {
      await memory.addCommand(target, command);
    }
    assert.deepEqual(memory.commands(later), ['ls', 'ps']);
    assert.deepEqual(memory.commands(elsewhere), []);
    await memory.addPath('to', target, '/tmp');
    assert.deepEqual(
      [memory.path('to', later), memory.path('from', later), memory.path('to', elsewhere)],
      ['/tmp', undefined, undefined],
    );
  });

  test('are few and short, and can be forgotten', async () => {
    const state = memento();
    const memory = new Memory(state);
    for (let index = 0; index < 150; index += 1) {
      await memory.addCommand(target, `echo ${index}`);
    }
    assert.equal(memory.commands(target).length, 100);
    await memory.addCommand(target, 'x'.repeat(4_097));
    assert.equal(memory.commands(target)[0], 'echo 149');
    await memory.containers.add(web);
    await memory.addPath('from', target, '/var/log');
    await memory.clear();
    assert.deepEqual(state.keys(), []);
  });
});
