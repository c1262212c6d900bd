import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import type { Finding, Range } from '../../../src/language/api.ts';
import { terraformFiles } from '../../../src/language/documents/terraform/recognize.ts';
import { createLanguageService } from '../../../src/language/index.ts';
import { RULES } from '../../../src/language/rules/index.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { json } from '../../../src/language/syntax/json/index.ts';
import type { Value } from '../../../src/language/syntax/value.ts';
import { readFixture } from '../fixture.ts';
import { hcl } from '../syntax/hcl/hcl.ts';
import { plain } from '../syntax/plain.ts';
import { terraform } from '../terraform.ts';
import { inTerraform } from './terraform-text.ts';

/** About what only input can be, or what the provider says itself. */
const OTHERS: readonly string[] = [
  'task/leftovers',
  'task/family',
  'task/describe-output',
  'task/container-definitions',
  'task/duplicate-property',
  'task/listed-task-definition',
  'task/unknown-property',
  'task/wrong-type',
  // Tags are a map there.
  'task/tags',
];

const input = createLanguageService();
const ROOT = new URL('../../fixtures/language/', import.meta.url);
const seen = new Set<string>();

/** The names and indices that lead to a range, the shortest way, and whether it is a name itself. */
function pathOf(root: Value, range: Range): string {
  const isIt = (place: Range | undefined): boolean => place?.start === range.start && place.end === range.end;
  for (const [index, child] of root.children.entries()) {
    const name = child.key?.name ?? String(index);
    if (isIt(child.key)) {
      return `${name}:`;
    }
    if (isIt(child)) {
      return name;
    }
  }
  for (const [index, child] of root.children.entries()) {
    if (child.start <= range.start && range.end <= child.end) {
      const inner = pathOf(child, range);
      if (inner !== '') {
        return `${child.key?.name ?? String(index)}/${inner}`;
      }
    }
  }
  return '';
}

/** A path of a host is no object there. */
function placeOf(root: Value, range: Range): string {
  return pathOf(root, range).replace(/(?<=\/host):?(\/sourcePath:?)?$/, '');
}

function subjectOf(text: string): Value {
  const root = hcl.parse(text) ?? assert.fail();
  assert.ok(root.source.complete, text);
  const [subject] = terraformFiles.recognize(root);
  return subject?.value ?? assert.fail();
}

function relevant(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ rule }) => !OTHERS.includes(rule));
}

function describe(root: Value, findings: readonly Finding[]): readonly string[] {
  return findings
    .map(
      ({ rule, messageId, severity, range, fixes }) =>
        `${severity} ${rule}/${messageId} at ${placeOf(root, range)}, ${fixes.map(({ safe }) => safe).join()}`,
    )
    .sort();
}

type Data = { readonly [name: string]: unknown };

/** The data of a whole task definition, as it would be registered; undefined for what is not one, or not plain JSON. */
function taskDefinitionIn(text: string): Data | undefined {
  const [subject] = input.open(text).subjects;
  const root = json.parse(text);
  const isPlain = root?.source.complete === true && root.source.comments.length === 0;
  if (subject?.kind !== 'task-definition' || subject.origin !== 'input' || !subject.isWhole || !isPlain) {
    return undefined;
  }
  try {
    return JSON.parse(text) as Data;
  } catch {
    return undefined;
  }
}

/** Lists that are written as blocks, so that none of them is none. */
const BLOCKS: readonly string[] = ['volumes', 'placementConstraints', 'inferenceAccelerators'];

/** Whether it has what Terraform writes in another way, or cannot: tags, and pairs without a name or a value. */
function isOtherwise({ tags, proxyConfiguration }: Data): boolean {
  const pairs: unknown = (proxyConfiguration as Data | undefined)?.['properties'];
  return (
    tags !== undefined ||
    (Array.isArray(pairs) &&
      pairs.some(
        (pair: Data) =>
          !('name' in pair) || pair['name'] === '' || pair['value'] === undefined || pair['value'] === null,
      ))
  );
}

/** Data without what Terraform writes in another way: numbers of a task in quotes, and things that hold nothing. */
function normal(data: unknown): unknown {
  if (Array.isArray(data)) {
    return data.map(normal);
  }
  if (typeof data !== 'object' || data === null) {
    return data;
  }
  return Object.fromEntries(
    Object.entries(data as Data)
      .filter(([name, value]) => !(name === 'host' && JSON.stringify(value) === '{}'))
      .filter(([name, value]) => !(BLOCKS.includes(name) && JSON.stringify(value) === '[]'))
      .map(([name, value]) => [name, normal(value)]),
  );
}

suite('every rule finds and fixes in Terraform what it does in the API’s input', () => {
  for (const file of globSync('{exec,task}/!(unknown-property)/!(*.fixed*).jsonc', { cwd: ROOT }).sort()) {
    const { text } = readFixture(readFileSync(new URL(file, ROOT), 'utf8'));
    const data = taskDefinitionIn(text);
    const found = input.open(text).findings();
    if (data === undefined || isOtherwise(data) || found.some(({ rule }) => OTHERS.includes(rule))) {
      continue;
    }
    test(file, () => {
      const written = inTerraform(data);
      const root = json.parse(text) ?? assert.fail();
      const mirrored = subjectOf(written);
      const mine = relevant(found);
      const same = relevant(terraform.open(written).findings());
      assert.deepEqual(describe(mirrored, same), describe(root, mine), written);
      for (const { rule, messageId, range, fixes } of mine) {
        seen.add(rule);
        const path = placeOf(root, range);
        const twin =
          same.find(
            (other) => other.rule === rule && other.messageId === messageId && placeOf(mirrored, other.range) === path,
          ) ?? assert.fail();
        for (const [choice, fix] of fixes.entries()) {
          const fixed: unknown = JSON.parse(applyEdits(text, fix.edits()));
          const other = applyEdits(written, twin.fixes[choice]?.edits() ?? assert.fail());
          assert.deepEqual(normal(plain(subjectOf(other))), normal(fixed), `${rule}: ${other}`);
        }
      }
    });
  }
});

test('that was all of them', () => {
  const missing = RULES.filter(({ on }) => on === 'task-definition')
    .map(({ id }) => id)
    .filter((id) => !seen.has(id) && !OTHERS.includes(id));
  assert.deepEqual(missing, []);
});
