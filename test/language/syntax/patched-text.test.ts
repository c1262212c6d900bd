import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TextEdit } from '../../../src/language/api.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { PatchedText } from '../../../src/language/syntax/patched-text.ts';
import { runs } from '../../support/properties.ts';

/** Edits in order for a text of this length: cut points in pairs. */
function editsFor(length: number, cuts: readonly number[], texts: readonly string[]): TextEdit[] {
  const points = cuts.map((cut) => cut % (length + 1)).sort((a, b) => a - b);
  return texts
    .slice(0, points.length >> 1)
    .map((text, index) => ({ start: points[2 * index]!, end: points[2 * index + 1]!, text }));
}

test('however often a text is edited, the edits to the original make the same of it', () => {
  const rounds = fc.array(
    fc.tuple(fc.array(fc.nat(60), { maxLength: 8 }), fc.array(fc.stringMatching(/^[A-Z]{0,5}$/), { maxLength: 4 })),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{0,40}$/), rounds, (original, rounds) => {
      const patched = new PatchedText(original);
      let text = original;
      for (const [cuts, texts] of rounds) {
        const edits = editsFor(text.length, cuts, texts);
        text = applyEdits(text, edits);
        patched.apply(edits);
        assert.equal(patched.text, text);
      }
      const edits = patched.edits;
      assert.equal(applyEdits(original, edits), text);
      for (const [index, { start, end }] of edits.entries()) {
        assert.ok(start <= end);
        // Neighbours are one edit, so that a text editor sees no two at the same place.
        if (index > 0) {
          assert.ok(start > edits[index - 1]!.end);
        }
      }
    }),
    runs(500),
  );
});
