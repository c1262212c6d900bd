import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { LAST_PORT } from '../../port.ts';
import { errorCode } from '../error-code.ts';
import { localPortTaken, noLocalPort } from './problems.ts';

/** Other machines must not get into the container. */
const IPV4 = '127.0.0.1';
/** The other address that `localhost` may mean: whoever has it gets what a browser sends there. */
const IPV6 = '::1';
/** What a system without IPv6 says of {@link IPV6}. Nobody else can listen there either. */
const NO_IPV6 = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EPROTONOSUPPORT']);
/** Ports below are the system's. */
const FIRST_UNPRIVILEGED = 1024;
/** Makes 8080 of 80, and 8443 of 443. */
const PRIVILEGED_OFFSET = 8000;
/** How many numbers next to each other are tried, and how many that the system offers. */
const TRIES = 10;
/** Milliseconds in which another program on this machine takes a connection, if there is one. */
const ANSWERS_WITHIN = 250;

/** A port of this machine's `localhost`: of both its addresses, where there are two. */
export class LocalPort {
  readonly port: number;
  readonly #servers: readonly Server[];
  #take: (socket: Socket) => void = (socket) => socket.destroy();

  /** Takes servers that listen on this port. */
  constructor(port: number, servers: readonly Server[]) {
    this.port = port;
    this.#servers = servers;
    for (const server of servers) {
      server.on('connection', (socket) => this.#take(socket));
    }
  }

  /** From now on this is who gets connections, which come paused and may be half-open. */
  onConnection(take: (socket: Socket) => void): void {
    this.#take = take;
  }

  /** Too many open files, for example: those who try to connect are told by the system. */
  onError(tell: (error: Error) => void): void {
    this.#servers.forEach((server) => server.on('error', tell));
  }

  /** Takes no more connections. Settles when all that there were are closed, and the port is free. */
  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

/**
 * Listens on a loopback port, 0 for any; on both addresses of `localhost`, so that nobody else is found there. Rejects
 * with a `Problem`, also where only one of the two is taken. `second` is the other address than 127.0.0.1.
 */
export async function listen(port: number, second = IPV6): Promise<LocalPort> {
  if (port !== 0 && (await isAnswered(port))) {
    throw localPortTaken(port);
  }
  for (let tries = 1; ; tries++) {
    try {
      return await listenOnBoth(port, second);
    } catch (error) {
      // The number that the system has offered for the one address may be taken on the other.
      if (port !== 0 || tries === TRIES || errorCode(error) !== 'EADDRINUSE') {
        throw noLocalPort(port, error);
      }
    }
  }
}

/** See `Ports.suggestLocalPort` in api.ts. */
export async function suggestLocalPort(remotePort: number): Promise<number> {
  const first = remotePort < FIRST_UNPRIVILEGED ? remotePort + PRIVILEGED_OFFSET : remotePort;
  for (let port = first; port < first + TRIES && port <= LAST_PORT; port++) {
    if (await isFree(port)) {
      return port;
    }
  }
  const any = await listen(0);
  await any.close();
  return any.port;
}

async function isFree(port: number): Promise<boolean> {
  try {
    await (await listen(port)).close();
    return true;
  } catch {
    return false;
  }
}

/** Rejects with the system's error. */
async function listenOnBoth(wanted: number, second: string): Promise<LocalPort> {
  const first = await listenOn(IPV4, wanted);
  const { port } = first.address() as AddressInfo;
  try {
    return new LocalPort(port, [first, await listenOn(second, port)]);
  } catch (error) {
    if (NO_IPV6.has(errorCode(error))) {
      return new LocalPort(port, [first]);
    }
    first.close();
    await once(first, 'close');
    throw error;
  }
}

async function listenOn(host: string, port: number): Promise<Server> {
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true });
  server.listen({ host, port, ipv6Only: true });
  await once(server, 'listening');
  return server;
}

/**
 * Whether a program takes connections to this port already. Some systems let a second one listen on a port whose first
 * owner listens on all addresses.
 */
async function isAnswered(port: number): Promise<boolean> {
  const answers = await Promise.all([IPV4, IPV6].map((host) => connects(port, host)));
  return answers.includes(true);
}

async function connects(port: number, host: string): Promise<boolean> {
  const socket = connect({ port, host });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(ANSWERS_WITHIN) });
    return true;
  } catch {
    return false;
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}
