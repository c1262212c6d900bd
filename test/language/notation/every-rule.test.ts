import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import type { Finding, Range } from '../../../src/language/api.ts';
import { createLanguageService } from '../../../src/language/index.ts';
import { RULES } from '../../../src/language/rules/index.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { json } from '../../../src/language/syntax/json/index.ts';
import type { Value } from '../../../src/language/syntax/value.ts';
import { readFixture } from '../fixture.ts';
import { documentIn, inTemplate, type Part, PARTS, type ResourceKind, shapeOf, textOf } from './documents.ts';
import { CLOUDFORMATION_JSON, CLOUDFORMATION_YAML, type Mirror, TEMPLATE } from './mirrors.ts';

/**
 * About what only input can be: with nulls, without a family that something else adds, what AWS printed before, and an
 * update.
 */
const ABOUT_INPUT: readonly string[] = ['task/leftovers', 'task/family', 'task/describe-output', 'service/code-deploy'];

/** Where one of these finds something, the same data says something else in the template. */
const ABOUT_WRITING: readonly string[] = [
  'cluster/cluster-property',
  'cluster/cluster-type',
  'service/service-property',
  'service/service-type',
  'task/container-definitions',
  'task/duplicate-property',
  'task/listed-task-definition',
  'task/unknown-property',
  'task/wrong-type',
];

/** About a service together with what it runs, which its template would have in a resource of its own. */
const ABOUT_MORE: readonly string[] = [
  'service/exec-without-role',
  'service/named-port',
  'service/role-without-channels',
  'service/target-container',
  'service/target-port',
];

const input = createLanguageService();
const ROOT = new URL('../../fixtures/language/', import.meta.url);

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

/** Where a template has what a document is about. */
function partOf(template: string, { path }: Part, { syntax }: Mirror): Value {
  const resource = syntax.parse(template)?.get('Resources', 'It') ?? assert.fail();
  return path.reduce((value, name) => value.get(name), resource);
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

/** The folders with fixtures about what a mirror shows. */
function foldersOf({ types }: Mirror): readonly string[] {
  return Object.keys(types).flatMap((kind) => PARTS[kind as ResourceKind].folders);
}

/** The fixtures that a mirror can show, each read once for all of them. */
const fixtures = globSync('*/*/*.jsonc', { cwd: ROOT })
  .sort()
  .flatMap((file) => {
    const { text } = readFixture(readFileSync(new URL(file, ROOT), 'utf8'));
    const document = documentIn(text);
    const found = document === undefined ? [] : input.open(text).findings();
    return document === undefined || found.some(({ rule }) => ABOUT_WRITING.includes(rule))
      ? []
      : [{ file, text, document, found }];
  });

for (const mirror of [TEMPLATE, CLOUDFORMATION_JSON, CLOUDFORMATION_YAML]) {
  const seen = new Set<string>();

  suite(`every rule finds and fixes in ${mirror.name} what it does in the API’s input`, () => {
    const folders = foldersOf(mirror);
    for (const { file, text, document, found } of fixtures) {
      if (mirror.types[document.kind] === undefined || !folders.some((folder) => file.startsWith(`${folder}/`))) {
        continue;
      }
      test(file, () => {
        const { service, written } = mirror;
        const template = textOf(document, mirror);
        const [root, mirrored] = [rootOf(text), partOf(template, document, mirror)];
        const [mine, same] = [relevant(found), relevant(service.open(template).findings())];
        assert.deepEqual(describe(mirrored, same, mirror.names), describe(root, mine));
        for (const [index, { rule, fixes }] of mine.entries()) {
          seen.add(rule);
          for (const [choice, fix] of fixes.entries()) {
            const input: unknown = JSON.parse(applyEdits(text, fix.edits()));
            const fixed = inTemplate(input, shapeOf(document), written);
            const edits = same[index]?.fixes[choice]?.edits() ?? assert.fail();
            const other: unknown = ['Resources', 'It', ...document.path].reduce<unknown>(
              (value, name) => (value as Readonly<Record<string, unknown>>)[name],
              mirror.read(applyEdits(template, edits)),
            );
            assert.deepEqual(inTemplate(other, undefined, written), fixed, rule);
          }
        }
      });
    }

    test('that was all of them', () => {
      const others = [...ABOUT_INPUT, ...ABOUT_WRITING, ...ABOUT_MORE];
      const missing = RULES.filter(
        ({ on, isOptional }) => on !== 'file' && mirror.types[on] !== undefined && isOptional !== true,
      )
        .map(({ id }) => id)
        .filter((id) => !seen.has(id) && !others.includes(id));
      assert.deepEqual(missing, []);
    });
  });
}
