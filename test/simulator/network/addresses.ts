import { BlockList, isIP } from 'node:net';

/** Whether an address, or all of a block, is in a block (`10.0.0.0/16`) or is that address. False for anything else. */
export function contains(block: string, address: string): boolean {
  const [base = '', bits] = block.split('/');
  const [first = '', ownBits] = address.split('/');
  const [version, other] = [isIP(base), isIP(first)];
  if (version === 0 || version !== other) {
    return false;
  }
  const all = version === 4 ? 32 : 128;
  const [width, ownWidth] = [Number(bits ?? all), Number(ownBits ?? all)];
  if (!(width >= 0 && width <= all && ownWidth >= width)) {
    return false;
  }
  const list = new BlockList();
  const family = version === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(base, width, family);
  return list.check(first, family);
}

/** How many bits of an address a block fixes. */
export function widthOf(block: string): number {
  return Number(block.split('/')[1] ?? (isIP(block) === 6 ? 128 : 32));
}
