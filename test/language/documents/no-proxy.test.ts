import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { bypassesProxy } from '../../../src/language/documents/no-proxy.ts';

const ADDRESS = '169.254.170.2';

suite('an address is kept from the proxy by', () => {
  for (const noProxy of [
    '169.254.170.2',
    '169.254.170.2:80',
    'localhost,169.254.170.2',
    ' localhost , 169.254.170.2 ',
    'localhost 169.254.170.2',
    '169.254.170.2/32',
    '169.254.170.0/30',
    '169.254.0.0/16',
    '0.0.0.0/0',
    '*',
    '169.*',
    '169.254.*.2',
    '*.*.*.*',
  ]) {
    test(noProxy, () => assert.ok(bypassesProxy(noProxy, ADDRESS)));
  }
});

suite('an address is not kept from the proxy by', () => {
  for (const noProxy of [
    '',
    ',',
    '169.254.170.20',
    '169.254.170',
    '169.254.170.',
    '.170.2',
    '169.254.170.2:8080',
    '169.254.170.3/32',
    '169.254.170.4/30',
    '169.253.0.0/16',
    '169.254.0.0',
    '*.internal',
    '*.2',
    '10.*',
  ]) {
    test(JSON.stringify(noProxy), () => assert.ok(!bypassesProxy(noProxy, ADDRESS)));
  }
});
