import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { createLanguageService } from '../../../src/language/index.ts';
import { structures } from '../../../src/language/notation/shape.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { json } from '../../../src/language/syntax/json/index.ts';
import type { Value } from '../../../src/language/syntax/value.ts';
import { english } from '../../../src/text.ts';
import { readFixture } from '../fixture.ts';

const service = createLanguageService();

/** A task definition for Fargate with which nothing is wrong. */
const RIGHT = {
  family: 'shop',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  taskRoleArn: 'arn:aws:iam::111122223333:role/task',
  executionRoleArn: 'arn:aws:iam::111122223333:role/execution',
  containerDefinitions: [
    {
      name: 'web',
      image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1',
      essential: true,
      linuxParameters: { initProcessEnabled: true },
      portMappings: [{ containerPort: 8080 }],
      secrets: [{ name: 'TOKEN', valueFrom: 'token' }],
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': 'shop', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs' },
      },
      healthCheck: { command: ['CMD', 'true'] },
    },
  ],
};

function rulesFound(text: string): readonly string[] {
  return service
    .open(text)
    .findings()
    .map(({ rule, messageId }) => `${rule}/${messageId}`);
}

function withValue(name: string, value: unknown): string {
  return JSON.stringify(RIGHT, (key, given: unknown) => (key === name ? value : given), 2);
}

function withName(name: string, other: string): string {
  return JSON.stringify(RIGHT, undefined, 2).replace(`"${name}":`, `"${other}":`);
}

test('nothing is wrong to begin with', () => {
  assert.deepEqual(rulesFound(JSON.stringify(RIGHT)), []);
});

suite('an empty string counts as missing', () => {
  for (const [name, ...missing] of [
    ['taskRoleArn', 'exec/task-role/missingOnFargate'],
    [
      'executionRoleArn',
      'task/execution-role-for-secrets/neededForSecrets',
      'task/execution-role-on-fargate/neededForLogs',
    ],
    ['cpu', 'task/fargate-size/missingCpu'],
    ['memory', 'task/fargate-size/missingMemory'],
    ['networkMode', 'task/fargate-network-mode/missing'],
    ['awslogs-group', 'task/awslogs-options/missing'],
    ['awslogs-region', 'task/awslogs-options/missing'],
  ]) {
    test(name ?? '', () => {
      const said = rulesFound(withValue(name ?? '', ''));
      for (const one of missing) {
        assert.ok(said.includes(one), `${one} is not in ${said.join()}`);
      }
      assert.deepEqual(
        said.filter((one) => !one.startsWith('task/empty-value/')),
        rulesFound(withValue(name ?? '', undefined)),
      );
    });
  }
});

suite('a misspelt property counts as given, whatever it is', () => {
  const names = [...JSON.stringify(RIGHT).matchAll(/"([\w]{4,})":/g)].map(([, name = '']) => name);
  for (const name of new Set(names)) {
    test(name, () => {
      const said = rulesFound(withName(name, name.slice(0, -1)));
      // Without its family or its containers, it is not, or not known to be, a whole task definition.
      if (name !== 'containerDefinitions') {
        assert.deepEqual(
          said.filter((one) => one !== 'task/family/missing'),
          ['task/unknown-property/mistyped'],
        );
      }
    });
  }
});

suite('no fix adds a property beside one that is meant to be it', () => {
  const documents = globSync('../../fixtures/language/{documents,exec/*}/*.jsonc', { cwd: import.meta.dirname });
  const known = new Set(Object.values(structures).flatMap((properties) => [...properties.keys()]));

  /** Whether an object has both properties. */
  function hasBoth(value: Value, name: string, other: string): boolean {
    return (value.has(name) && value.has(other)) || value.children.some((child) => hasBoth(child, name, other));
  }

  for (const document of documents) {
    test(document, () => {
      const { text } = readFixture(readFileSync(join(import.meta.dirname, document), 'utf8'));
      for (const name of new Set([...text.matchAll(/"(\w{5,})":/g)].map(([, name = '']) => name))) {
        if (known.has(name)) {
          checkFixes(text, name);
        }
      }
    });
  }

  function checkFixes(text: string, name: string): void {
    const typo = name.slice(0, -1);
    const misspelt = text.replaceAll(`"${name}":`, `"${typo}":`);
    for (const { fixes } of service.open(misspelt).findings()) {
      for (const fix of fixes) {
        const fixed = json.parse(applyEdits(misspelt, fix.edits()));
        assert.ok(fixed !== undefined && !hasBoth(fixed, name, typo), `${typo}: ${english(fix.title)}`);
      }
    }
  }
});
