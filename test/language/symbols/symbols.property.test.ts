import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Range } from '../../../src/language/api.ts';
import { createLanguageService } from '../../../src/language/index.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { runs } from '../../support/properties.ts';
import { mutated, withOtherValues } from '../mutations.ts';

const service = createLanguageService();

/** Not in any of the documents, and legal for each kind. */
const NEW_NAME = 'new-name_1';
const name = fc.constantFrom(
  'app',
  'db',
  'log-router',
  'web_1',
  '${app}',
  '${app:-db}',
  '{{ must_env `APP` }}',
  '<APP>',
  'a b',
  '🐳',
  '',
  'say "app"',
  'C\\app',
);
const list = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { maxLength: 3 });

const container = fc.record(
  {
    name,
    image: fc.constant('app'),
    dependsOn: list(fc.record({ containerName: name, condition: fc.constant('START') })),
    links: list(
      fc.oneof(
        name,
        fc.tuple(name, name).map((parts) => parts.join(':')),
      ),
    ),
    volumesFrom: list(fc.record({ sourceContainer: name })),
    mountPoints: list(fc.record({ sourceVolume: name })),
    portMappings: list(fc.record({ name })),
    essential: fc.boolean(),
  },
  { requiredKeys: ['name', 'image', 'essential', 'portMappings'] },
);
const containers = fc.array(container, { minLength: 1, maxLength: 4 });
const taskDefinition = fc.record(
  {
    family: name,
    containerDefinitions: containers,
    volumes: list(fc.record({ name })),
    proxyConfiguration: fc.record({ containerName: name }),
    serviceConnectConfiguration: fc.record({ services: list(fc.record({ portName: name })) }),
  },
  { requiredKeys: ['family', 'containerDefinitions'] },
);
const json = fc.oneof(taskDefinition, containers, fc.record({ taskDefinition }));
const document = fc.tuple(json, fc.constantFrom(undefined, 2, '\t'), fc.boolean()).map(([value, space, isWindows]) => {
  const text = JSON.stringify(value, undefined, space);
  return isWindows ? text.replaceAll('\n', '\r\n') : text;
});

/** A few documents as they come, some of it cut out, overwritten or replaced by other values. */
const damaged = fc
  .array(document, { minLength: 1, maxLength: 3 })
  .chain((documents) => fc.oneof(mutated(documents), withOtherValues(documents)));

/** The ranges of all names in a text, those of one name together. */
function allReferences(text: string): readonly (readonly Range[])[] {
  const seen = new Set<number>();
  const groups: (readonly Range[])[] = [];
  for (const { index } of text.matchAll(/"/g)) {
    const group = service.open(text).symbols.references(index, true);
    const [first] = group;
    if (first === undefined || seen.has(first.start)) {
      continue;
    }
    for (const { start } of group) {
      seen.add(start);
    }
    groups.push(group);
  }
  return groups;
}

const slice = (text: string, { start, end }: Range): string => text.slice(start, end);

test('references are in order, stand for equal names, and know each other and their definition', () => {
  fc.assert(
    fc.property(fc.oneof(document, damaged), (text) => {
      for (const group of allReferences(text)) {
        let last = 0;
        const definition = service.open(text).symbols.definition(group[0]!.start);
        if (definition !== undefined) {
          assert.ok(group.some(({ start }) => start === definition.start));
        }
        const written = new Set<string>();
        for (const range of group) {
          assert.ok(range.start > last && range.end > range.start && range.end < text.length);
          last = range.end;
          written.add(slice(text, range));
          assert.deepEqual(service.open(text).symbols.references(range.end, true), group);
          const isDefinition = !service
            .open(text)
            .symbols.references(range.start, false)
            .some(({ start }) => start === range.start);
          if (isDefinition) {
            assert.deepEqual(service.open(text).symbols.definition(range.start), range);
          }
        }
        if (!text.includes('\\')) {
          assert.equal(written.size, 1);
        }
      }
    }),
    runs(),
  );
});

test('renamed and renamed back, a document is as it was', () => {
  let renamed = 0;
  fc.assert(
    fc.property(fc.oneof(document, damaged), (text) => {
      fc.pre(!text.includes('\\'));
      for (const [range] of allReferences(text)) {
        const edits = service.open(text).symbols.rename(range!.start, NEW_NAME);
        if ('reason' in edits) {
          continue;
        }
        renamed++;
        const there = applyEdits(text, edits);
        const places = service.open(there).symbols.references(range!.start, true);
        assert.deepEqual(
          places.map((place) => slice(there, place)),
          edits.map(() => NEW_NAME),
        );
        const old = slice(text, range!);
        const back = service.open(there).symbols.rename(range!.start, old);
        if (!('reason' in back)) {
          assert.equal(applyEdits(there, back), text);
        } else {
          // What ECS does not allow is not renamed to, nor what another thing is still called.
          assert.ok(/[^\w-]|[A-Z]/.test(old) || there.includes(`"${old}"`), old);
        }
      }
    }),
    runs(60),
  );
  assert.ok(renamed > 100, `only ${renamed} were renamed`);
});

test('what is completed is on one line around the cursor, and makes the name that was offered', () => {
  let completed = 0;
  const places = fc.array(fc.nat(), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(fc.oneof(document, damaged), places, (text, offsets) => {
      for (const place of offsets) {
        const offset = place % (text.length + 1);
        for (const { name, edit } of service.open(text).symbols.completions(offset)) {
          completed++;
          assert.ok(edit.start <= offset && offset <= edit.end);
          assert.doesNotMatch(slice(text, edit), /[\r\n]/);
          const after = applyEdits(text, [edit]);
          const here = service
            .open(after)
            .symbols.references(edit.start + 1, true)
            .find(({ start }) => start - 1 <= edit.start && edit.start <= start);
          assert.equal(here === undefined ? undefined : JSON.parse(`"${slice(after, here)}"`), name, after);
        }
      }
    }),
    runs(120),
  );
  assert.ok(completed > 500, `only ${completed} were completed`);
});
