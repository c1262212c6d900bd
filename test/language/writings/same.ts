import assert from 'node:assert/strict';
import type { Configuration } from '../../../src/language/api.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import type { Data } from './item.ts';
import { inputsOf, open, type Resource, templatesOf, type Told, toldIn, type Writing } from './writing.ts';

/** What is told in some writings and not in others, or with other fixes, and why. */
const DIFFERENT: readonly { readonly rule: string; readonly when: RegExp; readonly because: string }[] = [
  ...['task/capabilities', 'task/efs-volume', 'task/execution-role-for-secrets'].map((rule) => ({
    rule,
    when: /\btag\b/,
    because: 'In quotes, a placeholder is a string at least; a reference may be to nothing.',
  })),
  {
    rule: 'service/role-without-channels',
    when: /aws_iam_role/,
    because: 'What a role may do is a resource of its own in Terraform, and no fix adds a resource.',
  },
];

/** Switches off what is told differently in some of these texts. */
function configurationFor(texts: readonly string[]): Configuration {
  const off = DIFFERENT.filter(({ when }) => texts.some((text) => when.test(text)));
  return { levels: new Map(off.map(({ rule }) => [rule, 'off'])), options: new Map() };
}

/** The same finding in another writing. */
function twinOf({ what, paths }: Told, others: readonly Told[]): Told | undefined {
  return others.find((other) => other.what === what && other.paths.some((path) => paths.includes(path)));
}

function describe(told: readonly Told[]): string {
  return told.map(({ what, paths }) => `  ${what} at ${paths.join(' or ')}`).join('\n');
}

/** Checks that the second of two writings says what the first does, and is mended as it is. */
function checkSame(first: Writing, second: Writing, chosen: number): void {
  const configuration = configurationFor([first.places.text, second.places.text]);
  const [mine, same] = [toldIn(first, configuration), toldIn(second, configuration)];
  const about = (what: string): string =>
    `${what}\n--- ${first.name}\n${first.places.text}\n--- ${second.name}\n${second.places.text}`;
  const left = [...same];
  const missing: Told[] = [];
  for (const told of mine) {
    const twin = twinOf(told, left);
    if (twin === undefined) {
      missing.push(told);
    } else {
      left.splice(left.indexOf(twin), 1);
    }
  }
  assert.ok(
    missing.length === 0 && left.length === 0,
    about(`Only in ${first.name}:\n${describe(missing)}\nOnly in ${second.name}:\n${describe(left)}`),
  );
  compare(open(first).fixAll(configuration), open(second).fixAll(configuration), 'Fix all');
  const told = mine[chosen % mine.length];
  const twin = told && twinOf(told, same);
  const choice = chosen % (told?.finding.fixes.length ?? 1);
  const [fix, other] = [told?.finding.fixes[choice], twin?.finding.fixes[choice]];
  if (fix !== undefined && other !== undefined) {
    compare(fix.edits(), other.edits(), `${told?.what ?? ''}, fix ${choice}`);
  }

  function compare(edits: Edits, otherEdits: Edits, what: string): void {
    const fixed = applyEdits(first.places.text, edits);
    const other = applyEdits(second.places.text, otherEdits);
    const data = first.read(fixed) as readonly Data[];
    assert.deepEqual(
      second.read(other),
      second.expected(data),
      about(`${what}\n--- fixed\n${fixed}\n--- fixed\n${other}`),
    );
  }
}

type Edits = ReturnType<ReturnType<typeof open>['fixAll']>;

/** Checks that all writings say what the first does, and are mended as it is. A number chooses the fix to look at. */
export function checkAll([first, ...others]: readonly Writing[], chosen: number): void {
  for (const other of others) {
    checkSame(first ?? assert.fail(), other, chosen);
  }
}

/** Checks it of all writings of a resource that is by itself, whose choices among equal ways follow from a seed. */
export function checkAlone(resource: Resource, seed: number): void {
  checkAll([...inputsOf(resource, seed), ...templatesOf([resource], seed)], seed);
}
