import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { suite, test } from 'node:test';
import type { Metafile } from 'esbuild';
import { root } from '../../scripts/command.ts';
import { bundledPackages, products } from '../../scripts/notices.ts';
import { build, stage } from '../../scripts/stage.ts';
import { temporaryFolder } from '../../scripts/temporary-folder.ts';

const NAMED = /^((?:@[\w.-]+\/)?[\w.-]+) \d+\.\d+\.\d+ \(.+\)$/gm;

suite('the notices of what is bundled', async () => {
  await build('--metafile');
  const { outputs } = JSON.parse(await readFile(join(root, 'out', 'metafile.json'), 'utf8')) as Metafile;

  for (const [product, { bundles, notices }] of Object.entries(products)) {
    test(`the ${product}'s name each package once, and nothing else`, async () => {
      // Its grammar is shipped as it is.
      const bundled = new Set<string>(['@tree-sitter-grammars/tree-sitter-hcl']);
      for (const [output, { inputs }] of Object.entries(outputs)) {
        if (!(bundles as readonly string[]).includes(basename(output))) {
          continue;
        }
        for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
          const [scope = '', name = ''] = input.split('node_modules/').slice(1).at(-1)?.split('/') ?? [];
          if (bytesInOutput > 0 && scope !== '') {
            bundled.add(scope.startsWith('@') ? `${scope}/${name}` : scope);
          }
        }
      }
      const words = await readFile(join(root, 'dist', notices), 'utf8');
      assert.deepEqual([...words.matchAll(NAMED)].map(([, name]) => name).sort(), [...bundled].sort());
      assert.match(words, /Permission is hereby granted, free of charge/, 'The words of the licences are there.');
    });
  }

  test('they hold the terms of each licence once, and every copyright', async () => {
    const words = await readFile(join(root, 'dist', products.extension.notices), 'utf8');
    assert.equal(words.split('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION').length - 1, 1);
    const copyrights: string[] = [];
    for (const folder of bundledPackages({ outputs } as Metafile, products.extension.bundles)) {
      for (const file of globSync(join(folder, '{LICENSE,LICENCE,NOTICE}*'), { cwd: root })) {
        copyrights.push(...((await readFile(join(root, file), 'utf8')).match(/Copyright.*\d{4}.*/g) ?? []));
      }
    }
    assert.ok(copyrights.length > 3);
    assert.deepEqual(
      copyrights.filter((line) => !words.includes(line.trim())),
      [],
    );
  });

  test('every bundle belongs to a product', () => {
    // A bundle may be part of both.
    const all = new Set<string>(Object.values(products).flatMap(({ bundles }) => bundles));
    const built = Object.keys(outputs)
      .map((path) => basename(path))
      .filter((name) => name.endsWith('.cjs'));
    assert.deepEqual(built.sort(), [...all].sort());
  });

  test('they are shipped', async () => {
    await using folder = await temporaryFolder('notices');
    await stage(folder.path);
    assert.match(await readFile(join(folder.path, 'dist', products.extension.notices), 'utf8'), /^ws \d/m);
  });
});
