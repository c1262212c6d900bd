import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { networkPath } from '../../../src/readiness/network/index.ts';
import { known, network, routeTable } from '../support/network.ts';

suite('networkPath', () => {
  test('fails without an endpoint and without a route', () => {
    assert.equal(networkPath(network({ routeTable: known(routeTable({})) }), 'ssmmessages').state, 'fail');
  });
});
