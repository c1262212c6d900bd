import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { parseRange } from '../../../src/readiness/network/address-range.ts';
import { shareWithin, sizeOf, within, without } from '../../../src/readiness/network/address-set.ts';
import { publicSpace } from '../../../src/readiness/network/public-space.ts';
import { runs } from '../../support/properties.ts';

const range = (text: string) => parseRange(text) ?? assert.fail(`${text} is not a range`);

const ipv4Range = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, bits]) => `${address}/${bits}`);
const ipv6Range = fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })).map(([address, bits]) => `${address}/${bits}`);

/** Whether Node has an address in a range. */
function inBlock(block: string, address: string, family: 'ipv4' | 'ipv6'): boolean {
  const [front = '', bits] = block.split('/');
  const list = new BlockList();
  list.addSubnet(front, Number(bits), family);
  return list.check(address, family);
}

suite('parseRange', () => {
  for (const [text, first, last] of [
    ['10.0.0.0/16', 0x0a000000n, 0x0a00ffffn],
    ['10.0.9.9/16', 0x0a000000n, 0x0a00ffffn],
    ['0.0.0.0/0', 0n, 0xffffffffn],
    ['10.0.0.1', 0x0a000001n, 0x0a000001n],
    ['::/0', 0n, (1n << 128n) - 1n],
    ['::1/128', 1n, 1n],
    ['2001:db8::/32', 0x20010db8n << 96n, (0x20010db9n << 96n) - 1n],
    ['64:ff9b::192.0.2.1', (0x64ff9bn << 96n) | 0xc0000201n, (0x64ff9bn << 96n) | 0xc0000201n],
    ['1:2:3:4:5:6:7::/128', 0x00010002000300040005000600070000n, 0x00010002000300040005000600070000n],
  ] as const) {
    test(text, () => {
      assert.deepEqual([range(text).first, range(text).last], [first, last]);
    });
  }

  for (const text of [
    '',
    '/',
    'pl-1',
    '10.0.0.0/33',
    '10.0.0/8',
    '::/129',
    'fe80::1%eth0',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '1.2.3.4/1e1',
  ]) {
    test(`not ${JSON.stringify(text)}`, () => assert.equal(parseRange(text), undefined));
  }

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void parseRange(text)),
      runs(),
    );
  });

  test("agrees with Node's own about IPv4", () => {
    fc.assert(
      fc.property(ipv4Range, fc.ipV4(), (block, address) => {
        const is = within([range(address)], range(block)).length === 1;
        assert.equal(is, inBlock(block, address, 'ipv4'));
      }),
      runs(500),
    );
  });

  test("agrees with Node's own about IPv6", () => {
    fc.assert(
      fc.property(ipv6Range, fc.ipV6(), (block, address) => {
        const is = within([range(address)], range(block)).length === 1;
        assert.equal(is, inBlock(block, address, 'ipv6'));
      }),
      runs(500),
    );
  });
});

suite('sets of addresses', () => {
  test('are cut in two by a range, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.array(ipv4Range), ipv4Range, (holes, block) => {
        const set = holes.map(range).reduce(without, publicSpace(4));
        const [inside, outside] = [within(set, range(block)), without(set, range(block))];
        assert.equal(sizeOf(inside) + sizeOf(outside), sizeOf(set));
        assert.equal(sizeOf(within(outside, range(block))), 0n);
      }),
      runs(),
    );
  });

  test('have shares', () => {
    const set = [range('10.0.0.0/24')];
    assert.equal(shareWithin(set, []), 'none');
    assert.equal(shareWithin(set, [range('10.0.0.0/26')]), 'some');
    assert.equal(shareWithin(set, [range('10.0.0.0/25'), range('10.0.0.128/30')]), 'most');
    assert.equal(shareWithin(set, [range('10.0.0.0/25'), range('10.0.0.128/25')]), 'all');
    assert.equal(shareWithin(set, [range('::/0')]), 'none');
  });

  test('public ones are not those of private networks', () => {
    for (const address of [
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '100.64.0.1',
      '169.254.170.2',
      '127.0.0.1',
      '224.0.0.1',
      '255.255.255.255',
    ]) {
      assert.equal(shareWithin([range(address)], publicSpace(4)), 'none', address);
    }
    for (const address of [
      '3.120.0.1',
      '52.94.5.1',
      '172.32.0.1',
      '172.15.255.255',
      '100.128.0.1',
      '223.255.255.255',
    ]) {
      assert.equal(shareWithin([range(address)], publicSpace(4)), 'all', address);
    }
  });
});
