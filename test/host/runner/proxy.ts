import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { Settings } from '../../../scripts/host/settings.ts';
import { selfSigned } from '../../support/certificate.ts';

/** A proxy between VS Code and all that is not this machine, and what VS Code is to be started with to use it. */
export interface Proxy extends AsyncDisposable {
  readonly settings: Settings;
  readonly environment: Readonly<Record<string, string>>;
}

/** Hosts that nobody but the proxy can find. It has a certificate for each, of which VS Code trusts one. */
export const TRUSTED_HOST = 'aws.test';
const UNTRUSTED_HOST = 'untrusted.test';

const USER = 'proxy-user:proxy-password';

/**
 * Starts an HTTP proxy as companies have them: it wants a password, refuses hosts that it does not know, and ends TLS
 * itself to look inside. Both its hosts lead to the endpoint, a port of this machine.
 */
export async function startProxy(folder: string, endpoint: string): Promise<Proxy> {
  const certificate = selfSigned(TRUSTED_HOST);
  const trusted = join(folder, 'trusted.pem');
  await writeFile(trusted, certificate.cert);
  const hosts = new Map([
    [`${TRUSTED_HOST}:443`, certificate],
    [`${UNTRUSTED_HOST}:443`, selfSigned(UNTRUSTED_HOST)],
  ]);

  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(403).end());
  server.on('connection', (socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
  server.on('connect', ({ headers, url = '', socket }) => {
    const shown = hosts.get(url);
    socket.on('error', () => undefined);
    if (headers['proxy-authorization'] !== `Basic ${Buffer.from(USER).toString('base64')}`) {
      // Asked for `Basic`, a desktop VS Code would open a dialog and wait.
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Bearer\r\n\r\n');
    } else if (shown === undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n<p>Not from here.</p>');
    } else {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      const inside = new TLSSocket(socket, { isServer: true, ...shown });
      pipeline(inside, connect(Number(new URL(endpoint).port), '127.0.0.1'), inside, () => undefined);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // With certificates of the system, Node 20 forgets those of the environment.
    settings: { 'http.systemCertificates': false },
    environment: {
      HTTPS_PROXY: `http://${USER}@127.0.0.1:${(server.address() as AddressInfo).port}`,
      NODE_EXTRA_CA_CERTS: trusted,
    },
    async [Symbol.asyncDispose]() {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}
