import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { endpointsFor } from '../../src/aws/endpoint.ts';
import type { Problem } from '../../src/problem.ts';

/** An endpoint in each of AWS's other partitions, with each kind of name. */
const PARTITIONS = [
  'amazonaws.eu',
  'api.amazonwebservices.eu',
  'api.amazonwebservices.com.cn',
  'c2s.ic.gov',
  'api.aws.ic.gov',
  'sc2s.sgov.gov',
  'api.aws.scloud',
  'cloud.adc-e.uk',
  'csp.hci.ic.gov',
].map((suffix) => `https://ecs.region.${suffix}`);

suite('an endpoint in place of AWS’s own', () => {
  for (const endpoint of [
    'http://127.0.0.1:8474',
    'http://localhost:4566',
    'http://[::1]:80',
    'https://aws.example.com',
    'https://amazonaws.com.example.org',
  ]) {
    test(`${endpoint} stands in for all of AWS`, () => {
      assert.deepEqual(endpointsFor(endpoint), { ecs: endpoint, others: endpoint });
    });
  }

  for (const endpoint of [
    'https://vpce-0a1b2c.ecs.eu-central-1.vpce.amazonaws.com',
    'https://ecs.cn-north-1.amazonaws.com.cn',
    'https://ecs.eu-west-1.api.aws/',
    ...PARTITIONS,
  ]) {
    test(`${endpoint} is for ECS only, for the others would be asked at the wrong door`, () => {
      assert.deepEqual(endpointsFor(endpoint), { ecs: endpoint, others: undefined });
    });
  }

  for (const endpoint of ['http://aws.example.com', 'ws://127.0.0.1', 'http://127.0.0.1.example.com', 'nonsense', '']) {
    test(`${JSON.stringify(endpoint)} is refused`, () => {
      assert.throws(
        () => endpointsFor(endpoint),
        ({ code }: Problem) => code === 'bad-endpoint',
      );
    });
  }

  test('without one, AWS is asked', () => {
    assert.deepEqual(endpointsFor(undefined), { ecs: undefined, others: undefined });
  });
});
