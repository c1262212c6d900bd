import type { Value } from '../syntax/value.ts';
import type { Container } from './container.ts';

/** Container ports from one to another, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** An element of a container's `portMappings` that is an object. */
export interface PortMapping {
  readonly value: Value;
  readonly container: Container;
}

/** All port mappings of containers, in their order. */
export function portMappings(containers: readonly Container[]): readonly PortMapping[] {
  const mappings: PortMapping[] = [];
  for (const container of containers) {
    for (const value of container.value.get('portMappings').children) {
      if (value.kind === 'object') {
        mappings.push({ value, container });
      }
    }
  }
  return mappings;
}

/** A range of ports as it is written: `8000-8010`. Undefined for what is nothing of the kind. */
export function readPortRange(range: string): PortRange | undefined {
  const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(range) ?? [];
  return first === undefined || last === undefined ? undefined : { first: Number(first), last: Number(last) };
}

/** Two mappings of the same port of the same protocol. */
export interface Overlap {
  readonly mapping: PortMapping;
  /** The one before. */
  readonly other: PortMapping;
  /** The first port that both have. */
  readonly port: number;
}

/** Port mappings that cannot be in one network, where each port can be mapped once. */
export function overlaps(mappings: readonly PortMapping[]): readonly Overlap[] {
  return haveDifferentPorts(mappings) ? [] : ['tcp', 'udp'].flatMap((protocol) => overlapsOf(mappings, protocol));
}

/** Whether all mappings are of single ports that are known, and of one each: nearly always. */
function haveDifferentPorts(mappings: readonly PortMapping[]): boolean {
  const ports = new Set<number>();
  for (const { value } of mappings) {
    const port = value.get('containerPort').number;
    if (port === undefined || ports.has(port)) {
      return false;
    }
    ports.add(port);
  }
  return true;
}

function overlapsOf(mappings: readonly PortMapping[], protocol: string): readonly Overlap[] {
  const taken = mappings.flatMap((mapping) => {
    const ports = portsOf(mapping.value, protocol);
    return ports === undefined ? [] : [{ ...ports, mapping }];
  });
  const found: Overlap[] = [];
  // In the order of their ports, each that begins before an earlier one has ended overlaps with it.
  let longest: (PortRange & { readonly mapping: PortMapping }) | undefined;
  for (const ports of taken.toSorted((a, b) => a.first - b.first)) {
    if (longest !== undefined && ports.first <= longest.last) {
      found.push({ mapping: ports.mapping, other: longest.mapping, port: ports.first });
    }
    if (longest === undefined || ports.last > longest.last) {
      longest = ports;
    }
  }
  return found;
}

/** The ports of a protocol that a mapping is certain to take. */
function portsOf(mapping: Value, protocol: string): PortRange | undefined {
  const named = mapping.get('protocol');
  if (named.isAbsent ? protocol !== 'tcp' : !named.is(protocol)) {
    return undefined;
  }
  const port = mapping.get('containerPort').number;
  if (port !== undefined) {
    return { first: port, last: port };
  }
  const range = readPortRange(mapping.get('containerPortRange').string ?? '');
  return range && { first: Math.min(range.first, range.last), last: Math.max(range.first, range.last) };
}
