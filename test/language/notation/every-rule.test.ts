import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import type { Finding, Range } from '../../../src/language/api.ts';
import { createLanguageService } from '../../../src/language/index.ts';
import { type Shape, structures } from '../../../src/language/notation/shape.ts';
import { RULES } from '../../../src/language/rules/index.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { json } from '../../../src/language/syntax/json/index.ts';
import type { Value } from '../../../src/language/syntax/value.ts';
import { readFixture } from '../fixture.ts';
import { CLOUDFORMATION_JSON, CLOUDFORMATION_YAML, type Mirror, TEMPLATE } from './mirrors.ts';

/** About what only input can be: with nulls, without a family that something else adds, and what AWS printed before. */
const ABOUT_INPUT: readonly string[] = ['task/leftovers', 'task/family', 'task/describe-output'];

/** Where one of these finds something, the same data says something else in the template. */
const ABOUT_WRITING: readonly string[] = [
  'task/container-definitions',
  'task/duplicate-property',
  'task/listed-task-definition',
  'task/unknown-property',
  'task/wrong-type',
];

const input = createLanguageService();
const ROOT = new URL('../../fixtures/language/', import.meta.url);

/** Data of the API's input as a template writes it: names, and all numbers and booleans as strings. */
function inTemplate(data: unknown, shape: Shape | undefined, written: Mirror['written']): unknown {
  if (typeof data === 'number' || typeof data === 'boolean') {
    return String(data);
  }
  if (Array.isArray(data)) {
    return data.map((element: unknown) =>
      inTemplate(element, isStructured(shape) && 'list' in shape ? shape.list : undefined, written),
    );
  }
  if (typeof data !== 'object' || data === null) {
    return data;
  }
  return Object.fromEntries(
    Object.entries(data).map(([name, value]): [string, unknown] => {
      if (isStructured(shape) && 'structure' in shape) {
        const inner = structures[shape.structure].get(name);
        return inner === undefined
          ? [name, value]
          : [written(name, shape.structure), inTemplate(value, inner, written)];
      }
      return [name, inTemplate(value, isStructured(shape) && 'map' in shape ? shape.map : undefined, written)];
    }),
  );
}

function isStructured(shape: Shape | undefined): shape is Exclude<Shape, string> {
  return typeof shape === 'object';
}

function textOf(taskDefinition: unknown, { type, written, stringify }: Mirror): string {
  const Properties = inTemplate(taskDefinition, { structure: 'TaskDefinition' }, written);
  return stringify({ Resources: { It: { Type: type, Properties } } });
}

/** Where a range is: the names and indices that lead there, small letters only, and whether it is a name itself. */
function pathOf(root: Value, range: Range, names: Mirror['names']): string {
  const isIt = (place: Range | undefined): boolean => place?.start === range.start && place.end === range.end;
  for (const [index, child] of root.children.entries()) {
    const written = child.key?.name.toLowerCase() ?? String(index);
    const name = names[written]?.toLowerCase() ?? written;
    if (isIt(child.key)) {
      return `${name}:`;
    }
    if (isIt(child)) {
      return name;
    }
    if (child.start <= range.start && range.end <= child.end) {
      return `${name}/${pathOf(child, range, names)}`;
    }
  }
  return '';
}

function rootOf(text: string): Value {
  return json.parse(text) ?? assert.fail();
}

function taskDefinitionOf(template: string, { syntax }: Mirror): Value {
  return syntax.parse(template)?.get('Resources', 'It', 'Properties') ?? assert.fail();
}

function relevant(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ rule }) => !ABOUT_INPUT.includes(rule));
}

function describe(root: Value, findings: readonly Finding[], names: Mirror['names'] = {}): readonly string[] {
  return findings.map(
    ({ rule, messageId, severity, range, fixes }) =>
      `${severity} ${rule}/${messageId} at ${pathOf(root, range, names)}, ${fixes.map(({ safe }) => safe).join()}`,
  );
}

/** The data of a whole task definition, as it would be registered; undefined for what is not one, or not plain JSON. */
function taskDefinitionIn(text: string): unknown {
  const [subject] = input.open(text).subjects;
  const root = json.parse(text);
  const isPlain = root?.source.complete === true && root.source.comments.length === 0;
  if (subject?.kind !== 'task-definition' || subject.origin !== 'input' || !subject.isWhole || !isPlain) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

for (const mirror of [TEMPLATE, CLOUDFORMATION_JSON, CLOUDFORMATION_YAML]) {
  const seen = new Set<string>();

  suite(`every rule finds and fixes in ${mirror.name} what it does in the API’s input`, () => {
    for (const file of globSync('{exec,task}/*/*.jsonc', { cwd: ROOT }).sort()) {
      const { text } = readFixture(readFileSync(new URL(file, ROOT), 'utf8'));
      const data = taskDefinitionIn(text);
      const found = input.open(text).findings();
      if (data === undefined || found.some(({ rule }) => ABOUT_WRITING.includes(rule))) {
        continue;
      }
      test(file, () => {
        const { service, written } = mirror;
        const template = textOf(data, mirror);
        const [root, mirrored] = [rootOf(text), taskDefinitionOf(template, mirror)];
        const [mine, same] = [relevant(found), relevant(service.open(template).findings())];
        assert.deepEqual(describe(mirrored, same, mirror.names), describe(root, mine));
        for (const [index, { rule, fixes }] of mine.entries()) {
          seen.add(rule);
          for (const [choice, fix] of fixes.entries()) {
            const input: unknown = JSON.parse(applyEdits(text, fix.edits()));
            const fixed = inTemplate(input, { structure: 'TaskDefinition' }, written);
            const edits = same[index]?.fixes[choice]?.edits() ?? assert.fail();
            const other = mirror.read(applyEdits(template, edits)) as { Resources: { It: { Properties: unknown } } };
            assert.deepEqual(inTemplate(other.Resources.It.Properties, undefined, written), fixed, rule);
          }
        }
      });
    }

    test('that was all of them', () => {
      const others = [...ABOUT_INPUT, ...ABOUT_WRITING];
      const missing = RULES.filter(({ on }) => on === 'task-definition')
        .map(({ id }) => id)
        .filter((id) => !seen.has(id) && !others.includes(id));
      assert.deepEqual(missing, []);
    });
  });
}
