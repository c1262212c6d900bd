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

/**
 * What an agent does not forward to: the machine itself, link-local addresses (instance metadata, task metadata, DNS,
 * time), and the first four and the last address of the VPC, 10.0.0.0/16 (agent/session/plugins/port/port.go and
 * the setting `DeniedPortForwardingRemoteIPs` of aws/amazon-ssm-agent).
 */
const DENIED = makeDenied();

function makeDenied(): BlockList {
  const denied = new BlockList();
  denied.addSubnet('127.0.0.0', 8);
  denied.addAddress('::1', 'ipv6');
  denied.addSubnet('169.254.0.0', 16);
  denied.addSubnet('fe80::', 10, 'ipv6');
  denied.addSubnet('fd00:ec2::', 32, 'ipv6');
  denied.addRange('10.0.0.0', '10.0.0.3');
  denied.addAddress('10.0.255.255');
  return denied;
}

/** Whether an agent refuses to forward to a remote host of that name or address. */
export function isForbidden({ hosts }: Network, host: string): boolean {
  const address = resolve(hosts, host);
  return address !== undefined && DENIED.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** A socket on its way to the destination, or why there is none, in Go's words. */
export function dial({ hosts, ports }: Network, { host, port }: Destination): Socket | string {
  if (host !== undefined && resolve(hosts, host) === undefined) return `dial tcp: lookup ${host}: no such host`;
  const name = host === undefined ? String(port) : `${host.toLowerCase()}:${port}`;
  return connect({ host: '127.0.0.1', port: ports.get(name) ?? port });
}

/** Why a socket did not connect, in Go's words. */
export function dialError({ hosts }: Network, { host, port }: Destination, error: Error): string {
  const address = host === undefined ? '127.0.0.1' : resolve(hosts, host);
  const refused = 'code' in error && error.code === 'ECONNREFUSED';
  return `dial tcp ${address ?? ''}:${port}: connect: ${refused ? 'connection refused' : error.message}`;
}

function resolve(hosts: Network['hosts'], host: string): string | undefined {
  if (isIP(host) !== 0) return host;
  const name = host.toLowerCase();
  return name === 'localhost' ? '127.0.0.1' : hosts.get(name);
}
