import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Owner } from '../../src/vscode/disposable.ts';

class Shelf extends Owner {
  readonly disposed: string[] = [];

  put(name: string): void {
    this.own({ dispose: () => void this.disposed.push(name) });
  }
}

suite('an owner', () => {
  test('disposes of what it owns once, the newest first', () => {
    const shelf = new Shelf();
    shelf.put('a');
    shelf.put('b');
    assert.deepEqual(shelf.disposed, []);
    shelf.dispose();
    shelf.dispose();
    assert.deepEqual(shelf.disposed, ['b', 'a']);
  });

  test('disposes at once of what comes afterwards', () => {
    const shelf = new Shelf();
    shelf.dispose();
    shelf.put('late');
    assert.deepEqual(shelf.disposed, ['late']);
  });
});
