/**
 * Whether a `NO_PROXY` keeps requests to an IPv4 address from the proxy: `*`, the address itself, also with port 80, a
 * block such as `169.254.0.0/16`, or a wildcard such as `169.254.*`. Not every program heeds every form.
 */
export function bypassesProxy(noProxy: string, address: string): boolean {
  return noProxy.split(/[\s,]+/).some((entry) => covers(entry.replace(/:80$/, ''), address));
}

function covers(entry: string, address: string): boolean {
  const [, block, bits] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(entry) ?? [];
  if (block !== undefined) {
    return prefix(block, Number(bits)) === prefix(address, Number(bits));
  }
  const labels = entry.split('.');
  const parts = address.split('.');
  const isSame = labels.every((label, index) => label === '*' || label === parts[index]);
  return isSame && (labels.length === parts.length || labels.at(-1) === '*');
}

/** The first bits of an IPv4 address, as a number. */
function prefix(address: string, bits: number): number {
  const number = address.split('.').reduce((total, part) => total * 256 + Number(part), 0);
  return Math.floor(number / 2 ** (32 - bits));
}
