import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { english } from '../../../src/text.ts';
import { fixed, nothingFixed } from '../../../src/vscode/editor/fixed.ts';

suite('after "fix all", one is told', () => {
  test('how many findings are gone, and what is left to do', () => {
    assert.equal(
      english(fixed({ safe: 6, choice: 10, none: 5 }, { safe: 0, choice: 11, none: 4 })),
      'Fixed: 6. Need a choice: 11. Without a fix: 4.',
    );
  });

  test('that nothing is left', () => {
    const nothing = { safe: 0, choice: 0, none: 0 };
    assert.equal(english(fixed({ safe: 2, choice: 0, none: 1 }, nothing)), 'Fixed: 3. Nothing is left.');
    assert.equal(english(nothingFixed(nothing)), 'There is nothing to fix in this file.');
  });

  test('why nothing is fixed', () => {
    assert.equal(
      english(nothingFixed({ safe: 0, choice: 2, none: 1 })),
      'Nothing can be fixed without a choice. Need a choice: 2. Without a fix: 1.',
    );
  });
});
