import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What leads a browser from `<template with a port's number>/path` to that port of this machine. */
export interface Redirector extends AsyncDisposable {
  /** An address with `{{port}}` in its path. */
  readonly template: string;
}

/**
 * Opens ports of this machine in the browser. The server's workbench asks for all of them below an address that has the
 * port in its path, and by itself means a proxy there, which is part of another program than the server. They are
 * opened as `localhost`, for cookies know no ports: those of the workbench, its token among them, belong to 127.0.0.1.
 */
export async function startRedirector(): Promise<Redirector> {
  const server = createServer((request, response) => {
    const [, port, rest = ''] = /^\/(\d{1,5})(\/.*)$/.exec(request.url ?? '') ?? [];
    response
      .writeHead(
        port === undefined ? 404 : 307,
        port === undefined ? {} : { location: `http://localhost:${port}${rest}` },
      )
      .end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    template: `http://127.0.0.1:${(server.address() as AddressInfo).port}/{{port}}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
