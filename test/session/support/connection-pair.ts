import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { after, before } from 'node:test';
import { listening } from './destination.ts';

/** Both ends of a local connection. */
export interface ConnectionPair {
  readonly program: Socket;
  /** Paused, and possibly half-open, as a forwarded port gets it. */
  readonly local: Socket;
}

/** Makes such connections in the tests of a suite, in which it is to be called. */
export function connectionPairs(): () => Promise<ConnectionPair> {
  let server: Server;
  let port: number;
  before(async () => {
    server = createServer({ pauseOnConnect: true, allowHalfOpen: true });
    port = await listening(server);
  });
  after(() => server.close());
  return async () => {
    const program = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined);
    const [local] = (await once(server, 'connection')) as [Socket];
    return { program, local: local.on('error', () => undefined) };
  };
}
