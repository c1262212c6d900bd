import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RecordedRequest, Simulator } from '../../simulator/index.ts';

/** What suites see of the simulator from inside the host. */
export interface Sight {
  readonly calls: readonly RecordedRequest[];
  /** The oldest first. */
  readonly sessions: readonly { readonly sessionId: string; readonly state: string; readonly container: string; readonly command: string | undefined }[];
}

/** Lets suites look at the simulator, and say which sessions they leave open. */
export interface Lookout extends AsyncDisposable {
  readonly address: string;
  /** The sessions that the suites have left open for the host's own end. */
  readonly leftOpen: readonly string[];
}

/** Answers GET with a {@link Sight}, and takes the ids of sessions by PUT, on loopback. */
export async function openLookout(simulator: Simulator): Promise<Lookout> {
  const leftOpen: string[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.end(JSON.stringify(look(simulator)));
      return;
    }
    void request.toArray().then((chunks: Buffer[]) => {
      leftOpen.push(...(JSON.parse(Buffer.concat(chunks).toString()) as string[]));
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, leftOpen, [Symbol.asyncDispose]: close };
}

function look({ requests, gateway }: Simulator): Sight {
  const sessions = [...gateway.sessions.values()].map(({ sessionId, state, container, purpose }) => ({
    sessionId,
    state,
    container: container.name,
    command: purpose.kind === 'command' ? purpose.command : undefined,
  }));
  return { calls: requests, sessions };
}
