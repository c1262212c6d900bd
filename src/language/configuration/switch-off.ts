import type { Range, TextEdit } from '../api.ts';
import { append, set } from '../syntax/change.ts';
import { applyEdits } from '../syntax/edits.ts';
import type { Change, Syntax, Value } from '../syntax/value.ts';
import { configurationFor } from './folder-configuration.ts';
import { globFor } from './glob.ts';
import { readConfigurationIn } from './read.ts';

/** How a rule is switched off in the text of a configuration. */
export interface SwitchedOff {
  readonly edits: readonly TextEdit[];
  /** Where the rule stands in the text after the edits. */
  readonly place: Range;
}

/** A configuration that says nothing. */
const EMPTY = '{\n}\n';

/** As `switchOff` of the language service, for a text in some syntax. */
export function switchOffIn(
  syntax: Syntax,
  rule: string,
  source: string,
  path: string | undefined,
): SwitchedOff | undefined {
  if (source.trim() === '') {
    const made = switchOffIn(syntax, rule, EMPTY, path);
    return made && { ...made, edits: [{ start: 0, end: source.length, text: applyEdits(EMPTY, made.edits) }] };
  }
  const root = syntax.parse(source);
  if (root?.kind !== 'object' || !root.source.complete) {
    return undefined;
  }
  const change = path === undefined ? set(root, ['rules', rule], 'off') : inOverride(root, rule, path);
  const edits = syntax.write([change]);
  const text = applyEdits(source, edits);
  const place = placeIn(syntax, text, rule, path);
  const { levels } = configurationFor(readConfigurationIn(syntax, text), path) ?? {};
  return place !== undefined && levels?.get(rule) === 'off' ? { edits, place } : undefined;
}

/** The last override says it when it is for that file only; else another one after it does. */
function inOverride(root: Value, rule: string, path: string): Change {
  const own = overrideFor(root, path);
  return own === undefined
    ? append(root, ['overrides'], [{ files: [globFor(path)], rules: { [rule]: 'off' } }])
    : set(own, ['rules', rule], 'off');
}

/** The last override, when it is for one file only. */
function overrideFor(root: Value, path: string): Value | undefined {
  const last = root.get('overrides').children.at(-1);
  const files = last?.get('files').children ?? [];
  return files.length === 1 && files[0]?.scalar === globFor(path) ? last : undefined;
}

function placeIn(syntax: Syntax, text: string, rule: string, path: string | undefined): Range | undefined {
  const root = syntax.parse(text);
  const key = (path === undefined ? root : root && overrideFor(root, path))?.get('rules', rule).key;
  return key && { start: key.start, end: key.end };
}
