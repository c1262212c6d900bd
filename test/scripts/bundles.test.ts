import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { suite, test } from 'node:test';
import * as kms from '@aws-sdk/client-kms';
import * as ssm from '@aws-sdk/client-ssm';
import type { Metafile } from 'esbuild';
import { root } from '../../scripts/command.ts';
import { bundledPackages, products } from '../../scripts/notices.ts';
import { packageExtension } from '../../scripts/package.ts';
import { stage } from '../../scripts/stage.ts';
import { temporaryFolder } from '../../scripts/temporary-folder.ts';
import type { Aws } from '../../src/aws/api/aws.ts';
import type { Gateway } from '../../src/aws/api/gateway.ts';
import { aws } from '../../src/aws/index.ts';
import { isProblem } from '../../src/problem.ts';
import { english } from '../../src/text.ts';
import { connect, enterHome } from '../aws/support/connected.ts';
import { answering } from '../aws/support/servers.ts';

const NAMED = /^((?:@[\w.-]+\/)?[\w.-]+) \d+\.\d+\.\d+ \(.+\)$/gm;

/** The errors of services that speak JSON, and a question to each that is asked without a pause. */
const QUESTIONS: readonly (readonly [object, (gateway: Gateway) => Promise<unknown>])[] = [
  [ssm, (gateway) => gateway.sessions.resumeSession('s')],
  [kms, (gateway) => gateway.keys.generateDataKey('k', {})],
];

/** Those are asked again, after a while. */
const ASKED_AGAIN = /Throttling|^LimitExceeded|TooMany/;

/** What became of a question: its answer, or the problem that is shown. */
function outcome(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((reason: unknown) => {
    assert.ok(isProblem(reason), String(reason));
    return { code: reason.code, words: english(reason.sentence), next: reason.nextStep && english(reason.nextStep) };
  });
}

/** The package of an input of a bundle; undefined where it is the project's own. */
function packageOf(input: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
}

suite('what is bundled', async () => {
  const vsix = await packageExtension();
  const { outputs } = JSON.parse(await readFile(join(root, 'out', 'metafile.json'), 'utf8')) as Metafile;

  for (const [product, { bundles, notices }] of Object.entries(products)) {
    test(`the ${product}'s notices name each package once, and nothing else`, async () => {
      // Its grammar is shipped as it is.
      const bundled = new Set<string>(['@tree-sitter-grammars/tree-sitter-hcl']);
      for (const [output, { inputs }] of Object.entries(outputs)) {
        if (!(bundles as readonly string[]).includes(basename(output))) {
          continue;
        }
        for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
          const name = packageOf(input);
          if (bytesInOutput > 0 && name !== undefined) {
            bundled.add(name);
          }
        }
      }
      const words = await readFile(join(root, 'dist', notices), 'utf8');
      assert.deepEqual([...words.matchAll(NAMED)].map(([, name]) => name).sort(), [...bundled].sort());
      assert.match(words, /Permission is hereby granted, free of charge/, 'The words of the licences are there.');
    });
  }

  test('the notices hold the terms of each licence once, and every copyright', async () => {
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

  test('the notices are shipped', async () => {
    await using folder = await temporaryFolder('notices');
    await stage(folder.path);
    assert.match(await readFile(join(folder.path, 'dist', products.extension.notices), 'utf8'), /^ws \d/m);
  });

  test('the VSIX is less than 800 KB', async () => {
    const { size } = await stat(vsix);
    assert.ok(size < 800_000, `It is ${size} bytes. What is in it: \`unzip -v\`, out/metafile.json.`);
  });

  test('activation loads less than 14 KB, and no package', () => {
    const { bytes, inputs } = outputs['dist/extension.cjs'] ?? assert.fail('There is no bundle.');
    assert.ok(bytes < 14_000, `It loads ${bytes} bytes.`);
    assert.deepEqual(
      Object.keys(inputs).filter((input) => packageOf(input) !== undefined),
      [],
    );
  });

  test('no package is in two bundles of the extension, but the small parser of JSON', () => {
    const packages = products.extension.bundles.flatMap((bundle) => {
      const inputs = Object.entries(outputs[`dist/${bundle}`]?.inputs ?? {});
      return [
        ...new Set(inputs.flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 && packageOf(input)) || [])),
      ];
    });
    const twice = packages.filter((name, index) => packages.indexOf(name) !== index);
    assert.deepEqual([...new Set(twice)], ['jsonc-parser']);
  });

  test('what AWS refuses is told as it is with the whole SDK', async () => {
    const { aws: bundled } = (await import(join(root, 'dist', 'aws.cjs'))) as { readonly aws: Aws };
    await using home = await enterHome({
      credentials: '[default]\naws_access_key_id = a\naws_secret_access_key = b\n',
    });
    assert.ok(home);
    let name = '';
    await using peer = await answering(() => ({
      status: 400,
      requestId: 'r',
      body: JSON.stringify({ __type: name, message: 'Words of AWS.' }),
    }));
    const gateways = await Promise.all([aws, bundled].map((through) => connect({ endpoint: peer.address }, through)));
    for (const [errors, ask] of QUESTIONS) {
      for (name of Object.keys(errors).filter((each) => /Exception$/.test(each) && !ASKED_AGAIN.test(each))) {
        const [whole, small] = await Promise.all(gateways.map((gateway) => outcome(ask(gateway))));
        assert.deepEqual(small, whole, name);
      }
    }
    for (const gateway of gateways) {
      gateway.dispose();
    }
  });
});
