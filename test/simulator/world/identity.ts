import { createHash } from 'node:crypto';

/** Hex digits made from names: the same scenario always has the same ids. At most 64. */
export function hex(length: number, ...names: readonly (string | number)[]): string {
  return createHash('sha256').update(names.join('/')).digest('hex').slice(0, length);
}

export function uuid(...names: readonly (string | number)[]): string {
  return hex(32, ...names).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5');
}

export function digits(length: number, ...names: readonly (string | number)[]): string {
  return BigInt(`0x${hex(32, ...names)}`)
    .toString()
    .slice(-length);
}
