import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isNamed, partsOfArn, placeName } from '../../src/live/task-name.ts';
import { container, task as taskOf } from '../support/live-tasks.ts';

const place = 'arn:aws:ecs:eu-central-1:123456789012';
const task = {
  id: '1dc5c17a422b4dc4b493371970c6c4d6',
  arn: `${place}:task/shop/1dc5c17a422b4dc4b493371970c6c4d6`,
  definition: 'web-app:41',
};
const old = {
  id: '4b1c7e8a-90b3-4f4d-8a37-5fd9ed3d8f0c',
  arn: `${place}:task/4b1c7e8a-90b3-4f4d-8a37-5fd9ed3d8f0c`,
  definition: 'web-app:4',
};

suite('a task is meant', () => {
  for (const [what, name, meant] of [
    ['by its ARN', task.arn, [task]],
    ['by its id', task.id, [task]],
    ['by its long id, with hyphens', old.id, [old]],
    ['by the beginning of its id', '1dc5c17a', [task]],
    ['by the beginning of its long id', '4b1c7e8a-90b3', [old]],
    ['by the family of its definition', 'web-app', [task, old]],
    ['by family and revision', 'web-app:4', [old]],
    ['by the ARN of its definition', `${place}:task-definition/web-app:41`, [task]],
  ] as const) {
    test(what, () =>
      assert.deepEqual(
        [task, old].filter((each) => isNamed(each, name)),
        meant,
      ),
    );
  }

  for (const [what, name] of [
    ['less than the beginning of an id', '1dc5c'],
    ['the end of an id', '70c6c4d6'],
    ['the beginning of a family', 'web'],
    ['another revision', 'web-app:1'],
    ['an id in the place of hyphens', '-'],
    ['another task’s ARN', `${place}:task/office/1dc5c17a422b4dc4b493371970c6c4d6`],
  ] as const) {
    test(`but not by ${what}`, () => assert.ok(![task, old].some((each) => isNamed(each, name))));
  }
});

suite('a place is called', () => {
  const id = '1dc5c17a422b4dc4b493371970c6c4d6';

  test('by its service, its container and the beginning of its task', () => {
    assert.equal(placeName({ task: taskOf('shop', 'web', id), container: container() }), 'web/web · 1dc5');
  });

  for (const [what, group] of [
    ['a task of no service', 'family:web-app'],
    ['a task that says nothing of what started it', undefined],
    ['a task in a group of the user’s own', 'nightly'],
  ] as const) {
    test(`by the family of the definition, for ${what}`, () => {
      const standalone = taskOf('shop', 'web', id, { group, definition: 'web-app:41' });
      assert.equal(placeName({ task: standalone, container: container({ name: 'app' }) }), 'web-app/app · 1dc5');
    });
  }

  test('in its region and account', () => {
    assert.deepEqual(partsOfArn('arn:aws-cn:ecs:cn-north-1:111122223333:cluster/shop'), {
      region: 'cn-north-1',
      account: '111122223333',
      name: 'shop',
    });
    assert.deepEqual(partsOfArn('shop'), { region: '', account: '', name: '' });
  });
});
