import { BlockList, connect, isIP, type Socket } from 'node:net';

/** Where connections that an agent opens for its client lead: to this machine's loopback, and nowhere else. */
export interface Network {
  /** IP addresses by host name, in lower case. No other names are known. */
  readonly hosts: ReadonlyMap<string, string>;
  /**
   * Ports of 127.0.0.1 that stand in for others: for a port of a container (`8080`), or of a remote host by the name
   * in lower case or the address that it was asked for (`db.internal:5432`). One that is not here stands for itself.
   */
  readonly ports: ReadonlyMap<string, number>;
}

/** The other end of a forwarded port. */
export interface Destination {
  /** Undefined for the container itself. */
  readonly host: string | undefined;
  readonly port: number;
}

/** The DNS server of the simulated VPC, 10.0.0.0/16: the base of its addresses, plus two. */
const VPC_DNS = '10.0.0.2';
/** The addresses of the machine that asks. What is asked of them is the container's. */
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');
/**
 * What an agent does not forward to: instance metadata, DNS, time and other services of EC2's own, and the VPC's DNS.
 * All else in 169.254.0.0/16 and the machine itself it does (seen with version 3.3.1142.0 of aws/amazon-ssm-agent).
 */
const DENIED = new BlockList();
for (const last of ['169.254', '169.253', '169.123', '169.250', '169.251']) {
  DENIED.addAddress(`169.254.${last}`);
}
for (const last of ['254', '253', '123', '240']) {
  DENIED.addAddress(`fd00:ec2::${last}`, 'ipv6');
}
DENIED.addAddress(VPC_DNS);

/** Whether an agent refuses to forward to a remote host of that name or address. */
export function isForbidden({ hosts }: Network, host: string): boolean {
  const address = resolve(hosts, host);
  return address !== undefined && isIn(DENIED, address);
}

/** Why an agent does not know a remote host of that name, in Go's words; undefined where it does. */
export function lookupError({ hosts }: Network, host: string): string | undefined {
  return resolve(hosts, host) === undefined ? `lookup ${host} on ${VPC_DNS}:53: no such host` : undefined;
}

/** A socket on its way to the destination, whose host is known. */
export function dial({ hosts, ports }: Network, { host, port }: Destination): Socket {
  const address = host === undefined ? undefined : resolve(hosts, host);
  const isContainer = host === undefined || (address !== undefined && isIn(LOOPBACK, address));
  const name = isContainer ? String(port) : `${host.toLowerCase()}:${port}`;
  return connect({ host: '127.0.0.1', port: ports.get(name) ?? port });
}

/** Why a socket did not connect, in Go's words. */
export function dialError({ hosts }: Network, { host, port }: Destination, error: Error): string {
  const address = host === undefined ? '127.0.0.1' : resolve(hosts, host);
  const refused = 'code' in error && error.code === 'ECONNREFUSED';
  return `dial tcp ${address ?? ''}:${port}: connect: ${refused ? 'connection refused' : error.message}`;
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function resolve(hosts: Network['hosts'], host: string): string | undefined {
  if (isIP(host) !== 0) {
    return host;
  }
  const name = host.toLowerCase();
  return name === 'localhost' ? '127.0.0.1' : hosts.get(name);
}
