import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';

const root = new URL('../../', import.meta.url);
const pages = [...globSync('*.md', { cwd: root }), ...globSync('docs/*.md', { cwd: root })].sort();
const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
/** A folder in backticks, or a file anywhere; not those with a placeholder, nor a part of an address. */
const PATH =
  /(?<![\w./:-])((?:src|test|scripts|docs|schemas|snippets|l10n|media)\/[\w./-]*(?:(?<=\.[a-z]+)(?!\w)|(?=`)))/g;

suite('what pages name is there', () => {
  for (const page of pages) {
    // What users write in their own files may name scripts of their own.
    const text = readFileSync(new URL(page, root), 'utf8').replaceAll(/^```json$.*?^```$/gms, '');

    test(`${page}: scripts of npm`, () => {
      const named = Array.from(text.matchAll(/npm run ([\w:-]+)/g), ([, name = '']) => name);
      assert.deepEqual(
        named.filter((name) => !(name in scripts)),
        [],
      );
    });

    test(`${page}: files and folders`, () => {
      const named = Array.from(text.matchAll(PATH), ([, path = '']) => path);
      assert.deepEqual(
        named.filter((path) => !existsSync(new URL(path, root))),
        [],
      );
    });
  }
});
