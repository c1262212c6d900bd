import type { Finding, Fix, TextEdit } from './api.ts';
import { inOrder } from './syntax/edits.ts';
import { PatchedText } from './syntax/patched-text.ts';

/** A fix that touches the same place as another waits for the next pass; no place has more rules than this. */
const MOST_PASSES = 100;

/** Applies safe fixes until there is nothing more to fix. The edits are to the text given. */
export function fixAll(text: string, findingsOf: (text: string) => readonly Finding[]): readonly TextEdit[] {
  const patched = new PatchedText(text);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const edits = onePass(patched.text, findingsOf(patched.text));
    if (edits.length === 0) {
      break;
    }
    patched.apply(edits);
  }
  return patched.edits;
}

/** The edits of as many fixes as do not get in each other's way. */
function onePass(text: string, findings: readonly Finding[]): readonly TextEdit[] {
  const touched = new Uint8Array(text.length + 1);
  const accepted: TextEdit[] = [];
  for (const fix of safeFixes(findings)) {
    const edits = fix.edits();
    if (edits.some(({ start, end }) => touched.subarray(start, end + 1).includes(1))) {
      continue;
    }
    for (const { start, end } of edits) {
      touched.fill(1, start, end + 1);
    }
    accepted.push(...edits);
  }
  return inOrder(accepted);
}

/** The first safe one of each finding; one that serves many findings is there once. */
function safeFixes(findings: readonly Finding[]): ReadonlySet<Fix> {
  return new Set(findings.flatMap(({ fixes }) => fixes.find(({ safe }) => safe) ?? []));
}
