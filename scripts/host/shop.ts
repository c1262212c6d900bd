import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>A small shop</title>
<h1>A small shop</h1>
<p>This page came through a forwarded port, from port 8080 of the container web.</p>
`;

/** What answers on a port of the demo's container `web`, so that forwarding it shows something. */
export interface Shop extends AsyncDisposable {
  /** Its port on 127.0.0.1. */
  readonly port: number;
}

/** Starts it on any port that is free. */
export async function startShop(): Promise<Shop> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
