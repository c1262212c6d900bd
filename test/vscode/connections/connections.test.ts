import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { english } from '../../../src/text.ts';
import { clusterNamed } from '../../../src/vscode/connections/cluster-name.ts';
import { Favourites, MOST_FAVOURITES } from '../../../src/vscode/connections/favourites.ts';
import { recentFirst } from '../../../src/vscode/connections/recent.ts';
import { MOST_CONNECTIONS, partOf, readSelections } from '../../../src/vscode/connections/selections.ts';
import { BACK, inSteps, type StepBox } from '../../../src/vscode/steps.ts';
import { memento } from '../../support/memento.ts';

suite('what a workspace remembers of connections', () => {
  test('is read whatever is there, and is never nothing', () => {
    for (const stored of [undefined, null, 7, 'prod', {}, []]) {
      assert.deepEqual(readSelections(stored), [{}]);
    }
    assert.deepEqual(readSelections([{ profile: 'prod', region: 3 }, null, { region: 'eu-central-1', more: true }]), [
      { profile: 'prod' },
      {},
      { region: 'eu-central-1' },
    ]);
    assert.equal(readSelections(Array.from({ length: 99 }, () => ({}))).length, MOST_CONNECTIONS);
  });

  test('goes before the settings, also where it is nothing', () => {
    assert.equal(partOf(undefined, 'prod'), 'prod');
    assert.equal(partOf('', 'prod'), undefined);
    assert.equal(partOf('staging', 'prod'), 'staging');
  });

  test('clusters are those of one connection, each once, and not more than can be asked for at once', async () => {
    const state = memento();
    const favourites = new Favourites(state);
    for (const name of ['a', 'b', 'a', ...Array.from({ length: MOST_FAVOURITES }, (_, index) => `c${index}`)]) {
      await favourites.add('here', name);
    }
    assert.equal(favourites.of('here').length, MOST_FAVOURITES);
    assert.deepEqual(favourites.of('there'), []);
    await favourites.add('there', 'x');
    await favourites.remove('there', 'x');
    assert.ok(!state.keys().some((key) => key.includes('there')));
  });

  test('what was used lately comes first, the rest in its order', () => {
    assert.deepEqual(
      recentFirst(['a', 'b', 'c', 'd'], ['c', 'gone', 'b'], (each) => each),
      ['c', 'b', 'a', 'd'],
    );
  });
});

suite('a cluster is named', () => {
  const arn = (partition: string, region: string): string =>
    `arn:${partition}:ecs:${region}:111122223333:cluster/shop_1`;

  test('by its name or its ARN, in any partition', () => {
    for (const name of ['shop_1', arn('aws', 'eu-central-1'), arn('aws-cn', 'cn-north-1'), arn('aws-new', 'x-1')]) {
      assert.equal(clusterNamed(` ${name} `, undefined), name);
    }
  });

  test('and otherwise it is said what is wrong with it', () => {
    const words = (written: string): string => {
      const found = clusterNamed(written, 'eu-central-1');
      return typeof found === 'string' ? 'taken' : english(found);
    };
    assert.match(words(''), /^Enter the name/);
    assert.match(words('two words'), /^Enter the name/);
    assert.match(words('arn:aws:ecs:eu-central-1:111122223333:service/shop/web'), /^This is not the ARN of a cluster/);
    assert.match(words(arn('aws', 'us-east-1')), /^This cluster is in us-east-1, and the connection in eu-central-1\./);
    assert.equal(words(arn('aws', 'eu-central-1')), 'taken');
  });
});

suite('steps', () => {
  const run = (answers: readonly (string | typeof BACK | undefined)[]) => {
    const shown: string[] = [];
    const rest = [...answers];
    const box =
      (name: string): StepBox<readonly string[]> =>
      (before, { number, of }) => {
        shown.push(`${name} ${number}/${of} after ${before.join()}`);
        const answer = rest.shift();
        return Promise.resolve(answer === undefined || answer === BACK ? answer : [...before, answer]);
      };
    return { shown, done: inSteps<readonly string[]>([], [box('one'), box('two'), box('three')]) };
  };

  test('are counted, and each is given what those before it have answered', async () => {
    const { shown, done } = run(['a', 'b', 'c']);
    assert.deepEqual(await done, ['a', 'b', 'c']);
    assert.deepEqual(shown, ['one 1/3 after ', 'two 2/3 after a', 'three 3/3 after a,b']);
  });

  test('go back as far as the first, and forget what is answered anew', async () => {
    const { shown, done } = run(['a', 'b', BACK, BACK, BACK, 'x', 'y', 'z']);
    assert.deepEqual(await done, ['x', 'y', 'z']);
    assert.equal(shown.at(-1), 'three 3/3 after x,y');
    assert.deepEqual(await run(['a', undefined]).done, undefined);
  });
});
