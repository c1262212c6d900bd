import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';

const root = new URL('../../', import.meta.url);
const USES = /^\s*(?:- )?uses:(.*)$/gm;
/** A tag can be moved to other code; a commit cannot. The tag is told to those who read. */
const PINNED = /^ [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

suite('workflows', () => {
  for (const workflow of globSync('.github/workflows/*.yml', { cwd: root })) {
    test(`${workflow} pins its actions by commit`, () => {
      const uses = [...readFileSync(new URL(workflow, root), 'utf8').matchAll(USES)].map(([, what = '']) => what);
      assert.notEqual(uses.length, 0);
      for (const what of uses) {
        assert.match(what, PINNED);
      }
    });
  }
});
