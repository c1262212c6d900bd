import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Remembered } from '../../../src/aws/gateway/remembered.ts';

suite('answers that are remembered', () => {
  test('are asked for once, unless that fails', async () => {
    const remembered = new Remembered<string>(10);
    let asked = 0;
    const ask = (answer: () => string) => (): Promise<string> => {
      asked += 1;
      return Promise.resolve().then(answer);
    };
    await assert.rejects(
      remembered.get(
        'web:1',
        ask(() => assert.fail('denied')),
      ),
      /denied/,
    );
    assert.equal(
      await remembered.get(
        'web:1',
        ask(() => 'LINUX'),
      ),
      'LINUX',
    );
    assert.equal(
      await remembered.get(
        'web:1',
        ask(() => 'other'),
      ),
      'LINUX',
    );
    assert.equal(
      await remembered.get(
        'web:2',
        ask(() => ''),
      ),
      '',
    );
    assert.equal(
      await remembered.get(
        'web:2',
        ask(() => 'other'),
      ),
      '',
    );
    assert.equal(asked, 3);
  });

  test('are so many at most, and the oldest are asked for again', async () => {
    const remembered = new Remembered<number>(3);
    for (let index = 0; index <= 3; index += 1) {
      await remembered.get(String(index), () => Promise.resolve(index));
    }
    assert.equal(await remembered.get('1', () => Promise.resolve(-1)), 1);
    assert.equal(await remembered.get('0', () => Promise.resolve(-1)), -1);
  });
});
