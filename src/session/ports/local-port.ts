import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { localPortTaken, noLocalPort } from './problems.ts';

/** Other machines must not get into the container. */
const LOOPBACK = '127.0.0.1';
/** What `localhost` may mean. */
const LOCALHOST = [LOOPBACK, '::1'];
/** Ports below are the system's. */
const FIRST_UNPRIVILEGED = 1024;
/** Makes 8080 of 80, and 8443 of 443. */
const PRIVILEGED_OFFSET = 8000;
const LAST_PORT = 65_535;
/** How many numbers next to each other are tried. */
const TRIES = 10;
/** Milliseconds in which another program on this machine takes a connection, if there is one. */
const ANSWERS_WITHIN = 250;

/** Listens on a loopback port, 0 for any. Connections come paused and may be half-open. Rejects with a `Problem`. */
export async function listen(port: number): Promise<{ readonly server: Server; readonly port: number }> {
  if (port !== 0 && (await isAnswered(port))) {
    throw localPortTaken(port);
  }
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true });
  try {
    server.listen(port, LOOPBACK);
    await once(server, 'listening');
  } catch (error) {
    throw noLocalPort(port, error);
  }
  return { server, port: (server.address() as AddressInfo).port };
}

/** See `Ports.suggestLocalPort` in api.ts. */
export async function suggestLocalPort(remotePort: number): Promise<number> {
  const first = remotePort < FIRST_UNPRIVILEGED ? remotePort + PRIVILEGED_OFFSET : remotePort;
  for (let port = first; port < first + TRIES && port <= LAST_PORT; port++) {
    if (await isFree(port)) {
      return port;
    }
  }
  return closed(await listen(0));
}

async function isFree(port: number): Promise<boolean> {
  try {
    await closed(await listen(port));
    return true;
  } catch {
    return false;
  }
}

async function closed({ server, port }: { readonly server: Server; readonly port: number }): Promise<number> {
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Whether a program takes connections to this port already. Some systems let a second one listen on a port whose first
 * owner listens on all addresses or on IPv6 only, and then `localhost` is now the one and now the other.
 */
async function isAnswered(port: number): Promise<boolean> {
  const answers = await Promise.all(LOCALHOST.map((host) => connects(port, host)));
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
