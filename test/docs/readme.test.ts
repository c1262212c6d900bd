import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const readme = read('README.md');

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
    readonly commands: readonly { readonly title: string }[];
  };
}

const { contributes } = JSON.parse(read('package.json')) as Manifest;

/** The cells of each row of the first table under a heading, without the header. */
function table(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = readme.split(new RegExp(`\n##+ ${heading}\n`));
  const rows = (section.split('\n##')[0] ?? '').split('\n').filter((line) => line.startsWith('|'));
  assert.ok(rows.length > 2, `There is no table under ${heading}.`);
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const unquoted = (cell: string | undefined): string => (cell ?? '').replaceAll('`', '');

suite('the README tells the truth', () => {
  test('its settings and their defaults are those of the manifest', () => {
    const told = table('Settings').map(([name, value]) => [unquoted(name), unquoted(value)]);
    const real = Object.entries(contributes.configuration.properties).map(([name, setting]) => [
      name,
      setting.default === ''
        ? 'none'
        : typeof setting.default === 'string'
          ? setting.default
          : JSON.stringify(setting.default),
    ]);
    assert.deepEqual(told.sort(), real.sort());
  });

  const templates = table('In templates');
  for (const [file, told] of [
    ['ecs-exec.json', table('Snippets').map(([prefix]) => prefix)],
    ['cloudformation.code-snippets', templates.map(([prefix]) => prefix)],
    ['terraform.code-snippets', templates.map(([, prefix]) => prefix)],
  ] as const) {
    test(`its snippets are those that there are in ${file}`, () => {
      const snippets = JSON.parse(read(`snippets/${file}`)) as Record<string, { prefix: string }>;
      assert.deepEqual(
        told
          .filter((prefix) => prefix !== '')
          .map(unquoted)
          .sort(),
        Object.values(snippets)
          .map(({ prefix }) => prefix)
          .sort(),
      );
    });
  }

  test('the commands it names are those of the manifest', () => {
    const sentences = JSON.parse(read('package.nls.json')) as Record<string, string>;
    const titles = contributes.commands.map(({ title }) => sentences[title.slice(1, -1)]);
    const named = Array.from(readme.matchAll(/(?:run|with|and) \*\*([^*]+)\*\*/g), ([, name = '']) =>
      name.replaceAll(/\s+/g, ' '),
    );
    assert.ok(named.length >= 5);
    for (const name of named) {
      assert.ok(titles.includes(name), `The manifest has no command ${name}.`);
    }
  });
});
