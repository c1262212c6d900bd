import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { LiveContainer } from '../../../src/live/container.ts';
import { Problem } from '../../../src/problem.ts';
import { sentence } from '../../../src/text.ts';
import { PickerModel, type Row } from '../../../src/vscode/containers/picker-model.ts';
import type { RecentContainer } from '../../../src/vscode/memory/recent-container.ts';
import { connectionTo } from '../../support/connections.ts';
import { cluster, task } from '../../support/live-tasks.ts';

/** A picker and its clock, in milliseconds. */
function open() {
  let now = 0;
  const model = new PickerModel(() => now);
  const wait = (milliseconds: number): void => void (now += milliseconds);
  const rows = (): readonly string[] => model.rows.map(inShort);
  return { model, wait, rows };
}

function inShort(row: Row): string {
  switch (row.kind) {
    case 'container':
      return `${row.cluster} ${row.target.container.name} ${row.target.task.id} ${row.readiness.state}`;
    case 'recent':
      return `last ${row.cluster} ${row.recent.service ?? row.recent.family} ${row.recent.container}`;
    case 'gone':
      return `gone ${row.was.target.task.id}`;
    case 'failed':
      return `failed ${row.cluster}`;
    case 'none':
      return `none of “${row.typed}”${row.isSearching ? ' so far' : ''}`;
    case 'more-failed':
      return `${row.count} more failed`;
    case 'more':
      return 'more';
  }
}

/** The container of a row that was found. */
function target(row: ReturnType<PickerModel['accept']>): LiveContainer | undefined {
  return row?.kind === 'container' ? row.target : undefined;
}

const denied = new Problem('access-denied', sentence('You may not.'));
/** So long that any row is settled. */
const LONG = 10_000;

const here = connectionTo({});

suite('the rows of the picker', () => {
  test('match all the words, in any order, with a container’s own name first', () => {
    const { model, rows } = open();
    model.add(here, cluster('web-shop'), [task('web-shop', 'api', 'a1'), task('web-shop', 'web', 'a2')]);
    model.add(here, cluster('office'), [task('office', 'web', 'b1')]);
    model.type('web');
    assert.deepEqual(rows(), ['office web b1 ready', 'web-shop web a2 ready', 'web-shop api a1 ready']);
    model.type('web office');
    assert.deepEqual(rows(), ['office web b1 ready']);
  });

  test('change with the first match that is found, however many others were there before', () => {
    const { model, rows } = open();
    model.add(
      here,
      cluster('one', 150),
      Array.from({ length: 150 }, (_, index) => task('one', 'api', `t${index}`)),
    );
    model.type('wanted');
    assert.deepEqual(rows(), ['none of “wanted” so far']);
    model.add(here, cluster('two'), [task('two', 'wanted', 'w')]);
    assert.deepEqual(rows(), ['two wanted w ready']);
  });

  test('say that nothing matches, and when that is certain', () => {
    const { model, rows } = open();
    assert.deepEqual(rows(), []);
    model.add(here, cluster('shop'), [task('shop', 'web', 'a')]);
    model.type('nothing');
    assert.deepEqual(rows(), ['none of “nothing” so far']);
    model.finish();
    assert.deepEqual(rows(), ['none of “nothing”']);
    model.type('');
    assert.deepEqual(rows(), ['shop web a ready']);
  });

  test('say that nothing runs, unless that cannot be known', () => {
    const { model, rows } = open();
    model.finish();
    assert.deepEqual(rows(), ['none of “”']);
    const other = open();
    other.model.replace(here, { cluster: cluster('closed'), tasks: [], problem: denied });
    other.model.finish();
    assert.deepEqual(other.rows(), ['failed closed']);
  });

  test('say that the list of clusters breaks off, beside what was found', () => {
    const { model, rows } = open();
    assert.ok(model.isEmpty);
    model.add(here, cluster('shop'), [task('shop', 'web', 'a')]);
    assert.ok(!model.isEmpty);
    model.breakOff(here, denied);
    model.finish();
    assert.deepEqual(rows(), ['shop web a ready', 'failed ']);
    model.type('nothing');
    assert.deepEqual(rows(), ['none of “nothing”', 'failed ']);
  });

  test('that are found later come below, and the list that was given stays the same where nothing has changed', () => {
    const { model, rows } = open();
    model.add(here, cluster('b'), [task('b', 'web', 'b1')]);
    const before = model.rows;
    model.replace(here, { cluster: cluster('b'), tasks: [], problem: undefined });
    assert.notEqual(model.rows, before);
    model.add(here, cluster('a'), [task('a', 'web', 'a1')]);
    assert.deepEqual(rows(), ['gone b1', 'a web a1 ready']);
    model.type('a1');
    const typed = model.rows;
    model.add(here, cluster('c'), [task('c', 'web', 'c1')]);
    assert.equal(model.rows, typed);
  });

  test('keep their places when a cluster answers anew: changed, gone, and new below', () => {
    const { model, rows } = open();
    model.begin(here, [
      {
        cluster: cluster('shop', 3),
        tasks: [task('shop', 'web', 'a'), task('shop', 'web', 'b'), task('shop', 'web', 'c')],
        problem: undefined,
      },
    ]);
    model.replace(here, {
      cluster: cluster('shop', 3),
      tasks: [
        task('shop', 'web', 'd'),
        task('shop', 'web', 'c'),
        task('shop', 'web', 'a', { desiredStatus: 'STOPPED' }),
      ],
      problem: undefined,
    });
    assert.deepEqual(rows(), ['shop web a ended', 'gone b', 'shop web c ready', 'shop web d ready']);
    model.type('web');
    assert.deepEqual(rows(), ['shop web c ready', 'shop web d ready', 'shop web a ended']);
  });

  test('of a cluster that is no more are gone', () => {
    const { model, rows } = open();
    model.begin(here, [{ cluster: cluster('shop'), tasks: [task('shop', 'web', 'a')], problem: undefined }]);
    model.remove(here, cluster('shop').arn);
    assert.deepEqual(rows(), ['gone a']);
    model.type('shop');
    assert.deepEqual(rows(), ['none of “shop” so far']);
  });

  test('name the clusters that could not be asked, whatever is typed, those that are meant first', () => {
    const { model, rows } = open();
    for (let index = 10; index < 22; index += 1) {
      model.replace(here, { cluster: cluster(`c${index}`), tasks: [], problem: denied });
    }
    model.add(here, cluster('shop'), [task('shop', 'web', 'a')]);
    model.type('c20');
    assert.deepEqual(rows().slice(0, 3), ['none of “c20” so far', 'failed c20', 'failed c10']);
    assert.equal(rows().at(-1), '2 more failed');
    model.type('web');
    assert.deepEqual(rows().slice(0, 2), ['shop web a ready', 'failed c10']);
    model.replace(here, { cluster: cluster('c10'), tasks: [], problem: undefined });
    assert.equal(rows()[1], 'failed c11');
  });

  for (const pages of [200, 400, 800]) {
    test(`are so few that ${pages} pages are drawn in proportion to their number`, () => {
      const { model } = open();
      let drawn = 0;
      let last = model.rows;
      for (let page = 0; page < pages; page += 1) {
        model.add(here, cluster(`c${page}`), [
          task(`c${page}`, 'web', `t${page}`),
          task(`c${page}`, 'api', `u${page}`),
        ]);
        if (model.rows !== last) {
          last = model.rows;
          drawn += last.length;
        }
      }
      assert.equal(model.rows.length, 201);
      assert.equal(inShort(model.rows[200] as Row), 'more');
      // A hundred times, until there is room for no more.
      assert.ok(drawn <= 101 * 201, `${drawn} rows were drawn`);
    });
  }
});

suite('what was used last', () => {
  const web: RecentContainer = {
    connection: 'here',
    cluster: cluster('shop').arn,
    service: 'storefront',
    family: 'storefront',
    container: 'web',
  };
  const migrate: RecentContainer = { ...web, service: undefined, family: 'db-migrate', container: 'migrate' };

  test('is above all others, in its order, before anything is found and whatever is', () => {
    const { model, rows } = open();
    model.recall([
      [here, web],
      [here, migrate],
    ]);
    const last = ['last shop storefront web', 'last shop db-migrate migrate'];
    assert.deepEqual(rows(), last);
    assert.ok(!model.isEmpty);
    model.add(here, cluster('shop'), [task('shop', 'api', 'a')]);
    model.finish();
    assert.deepEqual(rows(), [...last, 'shop api a ready']);
    model.breakOff(here, denied);
    assert.equal(rows()[0], last[0]);
  });

  test('is found by the typed words, too, and is opened as others are', () => {
    const { model, rows, wait } = open();
    model.recall([
      [here, web],
      [here, migrate],
    ]);
    model.type('migr shop');
    assert.deepEqual(rows(), ['last shop db-migrate migrate']);
    assert.equal(model.accept(model.rows[0]), undefined);
    wait(LONG);
    assert.equal(model.accept(model.rows[0]), model.rows[0]);
    model.type('nothing');
    assert.deepEqual(rows(), ['none of “nothing” so far']);
  });
});

suite('Enter in the picker', () => {
  test('opens the row, once that has stood where it is for a moment', () => {
    const { model, wait } = open();
    model.add(here, cluster('shop'), [task('shop', 'web', 'a'), task('shop', 'api', 'b')]);
    wait(LONG);
    model.type('web');
    assert.equal(model.accept(model.rows[0]), undefined);
    wait(99);
    assert.equal(model.accept(model.rows[0]), undefined);
    wait(1);
    assert.equal(target(model.accept(model.rows[0]))?.task.id, 'a');
  });

  test('opens what has stood there though more has come below it', () => {
    const { model, wait } = open();
    model.add(here, cluster('shop'), [task('shop', 'web', 'a')]);
    model.type('web');
    wait(LONG);
    model.add(here, cluster('office'), [task('office', 'web', 'b')]);
    assert.equal(target(model.accept(model.rows[0]))?.task.id, 'a');
    assert.equal(model.accept(model.rows[1]), undefined);
  });

  test('opens what is true of the container now, where that has changed', () => {
    const { model, wait } = open();
    model.begin(here, [{ cluster: cluster('shop'), tasks: [task('shop', 'web', 'a')], problem: undefined }]);
    wait(LONG);
    model.replace(here, {
      cluster: cluster('shop'),
      tasks: [task('shop', 'web', 'a', { lastStatus: 'STOPPING' })],
      problem: undefined,
    });
    assert.equal(target(model.accept(model.rows[0]))?.task.lastStatus, 'STOPPING');
  });

  test('opens nothing before a key was pressed in the picker, or a second has passed', () => {
    const { model, wait } = open();
    model.add(here, cluster('shop'), [task('shop', 'web', 'a'), task('shop', 'web', 'b')]);
    wait(999);
    assert.equal(model.accept(model.rows[0]), undefined);
    model.goTo(model.rows[0]);
    assert.equal(model.accept(model.rows[0]), undefined);
    model.goTo(model.rows[1]);
    assert.equal(target(model.accept(model.rows[1]))?.task.id, 'b');
    const other = open();
    other.model.add(here, cluster('shop'), [task('shop', 'web', 'a')]);
    other.wait(1_000);
    assert.equal(target(other.model.accept(other.model.rows[0]))?.task.id, 'a');
  });

  test('opens nothing where nothing is, nor what is not shown, nor what is no container', () => {
    const { model, wait } = open();
    model.add(here, cluster('shop'), [task('shop', 'web', 'a')]);
    model.replace(here, { cluster: cluster('closed'), tasks: [], problem: denied });
    const [before] = model.rows;
    model.type('nothing');
    wait(LONG);
    assert.equal(model.accept(undefined), undefined);
    assert.equal(model.accept(before), undefined);
    for (const row of model.rows) {
      assert.equal(model.accept(row), undefined);
    }
    model.type('');
    model.remove(here, cluster('shop').arn);
    wait(LONG);
    for (const row of model.rows) {
      assert.equal(model.accept(row), undefined);
    }
  });
});
