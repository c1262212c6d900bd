import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Owner } from '../../src/vscode/disposable.ts';
import { Lazy } from '../../src/vscode/lazy.ts';

class Part extends Owner {
  isDisposed = false;

  override dispose(): void {
    this.isDisposed = true;
    super.dispose();
  }
}

suite('a part that is loaded when it is needed', () => {
  test('is not there before, and is made once, however many need it', async () => {
    let made = 0;
    const lazy = new Lazy(() => {
      made += 1;
      return Promise.resolve(new Part());
    });
    assert.deepEqual([made, lazy.loaded], [0, undefined]);
    const [first, second] = await Promise.all([lazy.load(), lazy.load()]);
    assert.equal(first, second);
    assert.equal(lazy.loaded, first);
    assert.equal(made, 1);
  });

  test('is disposed of with its owner, also where it arrives only then', async () => {
    const early = new Lazy(() => Promise.resolve(new Part()));
    const part = await early.load();
    early.dispose();
    assert.ok(part.isDisposed);
    const late = new Lazy(() => Promise.resolve(new Part()));
    const loading = late.load();
    late.dispose();
    assert.ok((await loading).isDisposed);
  });
});
