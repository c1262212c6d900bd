import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getLocation, type JSONPath, parse } from 'jsonc-parser';
import { createLanguageService } from '../../src/language/index.ts';
import { RULES } from '../../src/language/rules/index.ts';
import { readFixture } from './fixture.ts';
import { type HostileDocument, many } from './hostile-documents.ts';

type Json = object | string | number | boolean | null;

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'language');

/** Each rule's own examples, with each of the lists that its finding is in made long. */
export function amplifiedFixtures(): readonly HostileDocument[] {
  const service = createLanguageService();
  return RULES.flatMap(({ id }) => {
    for (const file of globSync(`${id}/*.jsonc`, { cwd: FIXTURES }).sort()) {
      const { text, configuration, file: written } = readFixture(readFileSync(join(FIXTURES, file), 'utf8'));
      const finding = service
        .open(text, written)
        .findings(configuration)
        .find(({ rule }) => rule === id);
      if (finding === undefined || text.length > 20_000) {
        continue;
      }
      const path = getLocation(text, finding.range.start).path;
      const lists = path.flatMap((step, index) => (typeof step === 'number' ? [path.slice(0, index)] : []));
      return lists.map((list) => ({
        name: `${file}, many in ${list.join('.')}`,
        text: (count) => amplify(text, list, count),
      }));
    }
    return [];
  });
}

/** Repeats the elements of a list until there are so many; names in them get numbers. */
function amplify(text: string, path: JSONPath, count: number): string {
  const document = parse(text) as Json;
  let list: unknown = document;
  for (const step of path) {
    list = (list as Record<string, unknown>)[step];
  }
  const elements = (list as Json[]).splice(0);
  (list as Json[]).push(
    ...many(
      Math.max(count, elements.length),
      (index) =>
        (index < elements.length ? elements[index] : numbered(elements[index % elements.length], index)) ?? null,
    ),
  );
  return JSON.stringify(document, undefined, 1);
}

function numbered(value: Json | undefined, index: number): Json {
  if (typeof value === 'string') {
    return value === '' ? value : `${value}${index}`;
  }
  return JSON.parse(JSON.stringify(value), (key, inner: Json) =>
    key === 'name' && typeof inner === 'string' ? `${inner}${index}` : inner,
  ) as Json;
}
