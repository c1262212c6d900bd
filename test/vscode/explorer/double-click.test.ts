import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DoubleClick } from '../../../src/vscode/explorer/double-click.ts';

/** Whether each click, of a row at a time, made a double click. */
function clicks(...times: readonly (readonly [id: string, at: number])[]): readonly boolean[] {
  let now = 0;
  const clicked = new DoubleClick(() => now);
  return times.map(([id, at]) => {
    now = at;
    return clicked.click(id);
  });
}

suite('a double click', () => {
  test('is two quick clicks on the same row', () => {
    assert.deepEqual(clicks(['a', 0], ['a', 500]), [false, true]);
    assert.deepEqual(clicks(['a', 0], ['a', 501]), [false, false]);
    assert.deepEqual(clicks(['a', 0], ['b', 100], ['a', 200]), [false, false, false]);
  });

  test('takes two clicks each time', () => {
    assert.deepEqual(clicks(['a', 0], ['a', 100], ['a', 200], ['a', 300]), [false, true, false, true]);
  });

  test('is not made with a click that is forgotten', () => {
    const clicked = new DoubleClick(() => 0);
    clicked.click('a');
    clicked.forget();
    assert.equal(clicked.click('a'), false);
  });
});
