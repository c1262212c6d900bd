import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { english } from '../../src/text.ts';
import { hcl } from '../language/syntax/hcl/hcl.ts';
import { terraform } from '../language/terraform.ts';
import { expand, offers } from './expand.ts';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

function snippetsOf(name: string): readonly Snippet[] {
  const file = new URL(`../../snippets/${name}`, import.meta.url);
  return Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Snippet>);
}

const snippets = snippetsOf('terraform.code-snippets');

/** What is in each of them, that rules look at. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'ecs-exec-task-definition': ['task-definition'],
  'ecs-exec-service': ['service'],
  'ecs-exec-task-role': ['policy', 'policy'],
  'ecs-exec-deny-start-session': ['policy'],
  'ecs-exec-deny-start-session-tag': ['policy'],
  'ecs-exec-endpoint': [],
  'ecs-exec-cluster': ['cluster'],
};

/** The lines whose signs `terraform fmt` puts below each other: those that follow each other and have a whole value. */
function chainsIn(lines: readonly string[]): readonly (readonly string[])[] {
  const chains: string[][] = [[]];
  for (const line of lines) {
    if (/^\t*[\w-]+ += .*[^[({]$/.test(line)) {
      chains.at(-1)?.push(line);
    } else {
      chains.push([]);
    }
  }
  return chains;
}

suite('every snippet of Terraform', () => {
  test('has the prefix of its like in JSON, or one of its own', () => {
    const prefixes = snippets.map(({ prefix }) => prefix);
    assert.deepEqual(prefixes.toSorted(), Object.keys(KINDS).sort());
  });

  for (const { prefix, description, body } of snippets) {
    const texts = [
      expand(body),
      ...Array.from(offers(body)).flatMap(([number, values]) =>
        values.map((value) => expand(body, { [number]: value })),
      ),
    ].map((text) => text.replaceAll('111122223333', '444455556666'));

    test(`${prefix}: has a description that fits beside the completion`, () => {
      assert.ok(description.length > 0 && description.length <= 90, `${description.length} characters`);
    });

    test(`${prefix}: is whole, and has no finding, with its defaults and with every choice`, () => {
      for (const text of texts) {
        assert.ok(hcl.parse(text)?.source.complete, text);
        const opened = terraform.open(text);
        assert.deepEqual(
          opened.subjects.map(({ kind }) => kind),
          KINDS[prefix],
        );
        assert.deepEqual(
          opened.findings().map(({ message }) => english(message)),
          [],
          text,
        );
      }
    });

    test(`${prefix}: has its signs below each other`, () => {
      // Before what the user chooses, so that its length does not matter.
      for (const chain of chainsIn(body)) {
        const columns = new Set(chain.map((line) => line.indexOf(' = ')));
        assert.ok(columns.size <= 1, chain.join('\n'));
      }
    });
  }

  test('is what is looked at: the opposite of the task definition has findings', () => {
    const text = expand(snippets[0]?.body ?? assert.fail());
    for (const [right, wrong] of [
      ['readonlyRootFilesystem = false', 'readonlyRootFilesystem = true'],
      ['initProcessEnabled = true', ''],
      ['"awsvpc"', '"bridge"'],
    ] as const) {
      assert.equal(terraform.open(text.replace(right, wrong)).findings().length, 1, wrong);
    }
  });
});
