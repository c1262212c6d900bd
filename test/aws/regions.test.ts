import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { regions } from '../../src/aws/regions.ts';

const PARTITIONS = 'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws';

suite('regions', () => {
  test('have the names that the SDK gives them', async () => {
    assert.ok((await readdir(PARTITIONS)).includes('partitions.js'));
    const source = await readFile(join(PARTITIONS, 'partitions.js'), 'utf8');
    const names = new Map(
      [...source.matchAll(/"([a-z0-9-]+)": \{\s*"description": "([^"]+)"/g)].map(([, code, name]) => [code, name]),
    );
    for (const { code, name } of regions) {
      assert.equal(name, names.get(code), code);
    }
    assert.equal(new Set(regions.map(({ code }) => code)).size, regions.length);
  });
});
