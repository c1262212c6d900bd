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

/** Two mappings that take the same port of the same protocol. */
export interface Overlap {
  readonly mapping: PortMapping;
  /** The one before. */
  readonly other: PortMapping;
  /** The first port that both have. */
  readonly port: number;
}

/** The ports that a mapping is certain to take of what it shares with other mappings; undefined where it takes none. */
export type TakenPorts = (mapping: Value) => PortRange | undefined;

/** Port mappings that cannot be together, because each port can be taken once. */
export function overlaps(mappings: readonly PortMapping[], takenBy: TakenPorts): readonly Overlap[] {
  const claims = mappings.flatMap((mapping) => {
    const ports = takenBy(mapping.value);
    return ports === undefined ? [] : [{ ...ports, mapping }];
  });
  return haveDifferentPorts(claims) ? [] : ['tcp', 'udp'].flatMap((protocol) => overlapsOf(claims, protocol));
}

/** The container's ports of a mapping. */
export function containerPortsOf(mapping: Value): PortRange | undefined {
  return singlePort(mapping.get('containerPort')) ?? rangeOf(mapping);
}

/** The port of the instance that a mapping asks for; undefined where Docker is to find one, as for 0. */
export function fixedHostPortOf(mapping: Value): PortRange | undefined {
  const port = mapping.get('hostPort');
  return port.is(0) ? undefined : singlePort(port);
}

/** The instance's port that a mapping takes where the container is in the instance's own network. */
export function sharedPortOf(mapping: Value): PortRange | undefined {
  const host = mapping.get('hostPort');
  return host.isAbsent || host.is(0) ? singlePort(mapping.get('containerPort')) : singlePort(host);
}

/** Ports that a mapping has for itself. */
interface Claim extends PortRange {
  readonly mapping: PortMapping;
}

/** Whether all claims are of single ports, and of one each: nearly always. */
function haveDifferentPorts(claims: readonly Claim[]): boolean {
  const ports = new Set<number>();
  for (const { first, last } of claims) {
    if (first !== last || ports.has(first)) {
      return false;
    }
    ports.add(first);
  }
  return true;
}

function overlapsOf(claims: readonly Claim[], protocol: string): readonly Overlap[] {
  const found: Overlap[] = [];
  // In the order of their ports, each that begins before an earlier one has ended overlaps with it.
  let longest: Claim | undefined;
  const ofProtocol = claims.filter(({ mapping }) => isOfProtocol(mapping.value, protocol));
  for (const claim of ofProtocol.toSorted((a, b) => a.first - b.first)) {
    if (longest !== undefined && claim.first <= longest.last) {
      found.push({ mapping: claim.mapping, other: longest.mapping, port: claim.first });
    }
    if (longest === undefined || claim.last > longest.last) {
      longest = claim;
    }
  }
  return found;
}

/** Whether a mapping is certain to be of a protocol. */
function isOfProtocol(mapping: Value, protocol: string): boolean {
  const named = mapping.get('protocol');
  return named.isAbsent ? protocol === 'tcp' : named.is(protocol);
}

function singlePort({ number }: Value): PortRange | undefined {
  return number === undefined ? undefined : { first: number, last: number };
}

function rangeOf(mapping: Value): PortRange | undefined {
  const range = readPortRange(mapping.get('containerPortRange').string ?? '');
  return range && { first: Math.min(range.first, range.last), last: Math.max(range.first, range.last) };
}
