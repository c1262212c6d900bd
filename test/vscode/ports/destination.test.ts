import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inShort, readDestination, readPort } from '../../../src/vscode/ports/destination.ts';

test('a port, a host with a port, and an address of IPv6 are read', () => {
  assert.deepEqual(readDestination(' 8080 '), { host: undefined, port: 8080 });
  assert.deepEqual(readDestination('db.internal:5432'), { host: 'db.internal', port: 5432 });
  assert.deepEqual(readDestination('10.0.7.7:6379'), { host: '10.0.7.7', port: 6379 });
  assert.deepEqual(readDestination('[fd00::7]:443'), { host: 'fd00::7', port: 443 });
});

test('the container by another name is the container', () => {
  for (const typed of ['localhost:8080', 'LOCALHOST:8080', '127.0.0.1:8080', '[::1]:8080']) {
    assert.deepEqual(readDestination(typed), { host: undefined, port: 8080 }, typed);
  }
});

test('anything else is not', () => {
  for (const typed of [
    '',
    'web',
    ':80',
    '0',
    '65536',
    '-1',
    '8080x',
    'db:',
    'db:0',
    'db:99999',
    'a b:80',
    'http://db:80',
    'fd00::7:443',
    '[]:80',
    '[db]:80',
  ]) {
    assert.equal(readDestination(typed), undefined, typed);
  }
});

test('a port is a number from 1 to 65535', () => {
  assert.deepEqual(['1', ' 65535 ', '0', '65536', '1.5', '', 'x'].map(readPort), [
    1,
    65_535,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('what is forwarded is told as it is typed', () => {
  assert.equal(inShort({ host: undefined, port: 80 }, 'web'), 'web:80');
  assert.equal(inShort({ host: 'db.internal', port: 5432 }, 'web'), 'db.internal:5432');
  assert.equal(inShort({ host: 'fd00::7', port: 443 }, 'web'), '[fd00::7]:443');
});
