import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { everyFormat } from '../every-format.ts';

const VARIABLES = 'cluster: shop\nserviceName: web\ndesiredCount: "3"\nlaunchType: fargate\n';

function kindsIn(yaml: string): readonly string[] {
  return everyFormat.open(yaml, undefined, 'yaml').subjects.map(({ kind }) => kind);
}

suite('what has names of a service’s properties in YAML', () => {
  test('may be variables of another tool', () => {
    assert.deepEqual(kindsIn(VARIABLES), []);
  });

  test('is a service if it says what it runs, or where', () => {
    assert.deepEqual(kindsIn(`${VARIABLES}taskDefinition: web:3\n`), ['service']);
    const network = 'networkConfiguration: { awsvpcConfiguration: { subnets: [subnet-1] } }\n';
    assert.deepEqual(kindsIn(VARIABLES + network), ['service']);
  });
});
