import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { bucketOf, rateOf } from '../../../src/aws/gateway/rates.ts';

const gateway = new URL('../../../src/aws/gateway/', import.meta.url);

/** The operations of a service for which the gateway makes a command, and where. */
function operationsOf(client: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of readdirSync(gateway)) {
    const text = readFileSync(new URL(file, gateway), 'utf8');
    for (const { groups } of text.matchAll(/import\s*{(?<names>[^}]*)}\s*from '(?<from>[^']+)'/g)) {
      const commands = groups?.['from'] === client ? (groups['names'] ?? '').matchAll(/(\w+)Command\b/g) : [];
      for (const [, name = ''] of commands) {
        found.set(name, file);
      }
    }
  }
  return found;
}

suite('the rates of calls', () => {
  const operations = new Map(['ecs', 'ec2', 'iam'].flatMap((client) => [...operationsOf(`@aws-sdk/client-${client}`)]));

  test('are looked for where they are', () => assert.ok(operations.size >= 30, [...operations.keys()].join()));

  for (const [operation, file] of operations) {
    test(`${operation} in ${file} takes from a bucket`, () => assert.ok(bucketOf(operation)));
  }

  test('are half of what AWS allows to all callers of an account', () => {
    const of = (operation: string) => {
      const bucket = bucketOf(operation);
      assert.ok(bucket);
      return rateOf(bucket);
    };
    assert.deepEqual(of('ListTasks'), { burst: 50, perSecond: 10 });
    assert.deepEqual(of('ExecuteCommand'), { burst: 50, perSecond: 20 });
    assert.deepEqual(of('UpdateService'), { burst: 25, perSecond: 2.5 });
  });

  test('are by kind: lists and descriptions take from the same bucket, what changes something from others', () => {
    assert.equal(bucketOf('DescribeTasks'), bucketOf('ListTasks'));
    assert.equal(bucketOf('DescribeServices'), bucketOf('ListServices'));
    assert.notEqual(bucketOf('ExecuteCommand'), bucketOf('DescribeTasks'));
    assert.equal(bucketOf('GenerateDataKey'), undefined);
  });
});
