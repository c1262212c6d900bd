import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { suite, test } from 'node:test';
import { listen, suggestLocalPort } from '../../../src/session/ports/local-port.ts';
import { freePort } from '../support/destination.ts';

/** Another program that listens. */
async function owner(address: string, port = 0): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer().listen(port, address);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

suite('local ports', () => {
  test('a port that is wished for and free is had, on the loopback interface only', async () => {
    const port = await freePort();
    const local = await listen(port);
    assert.equal(local.port, port);
    assert.equal((local.server.address() as AddressInfo).address, '127.0.0.1');
    local.server.close();
  });

  test('one that is taken is told, on whichever address its owner listens', async () => {
    for (const address of ['127.0.0.1', '0.0.0.0', '::1']) {
      await using other = await owner(address);
      const { port } = other;
      await assert.rejects(listen(port), { code: 'ports/local-port-taken', message: `Port ${port} of this computer is taken by another program.` });
    }
  });

  test('the same number is suggested where it is free, else one near it', async () => {
    const other = await owner('127.0.0.1');
    const suggested = await suggestLocalPort(other.port);
    await other[Symbol.asyncDispose]();
    assert.ok(suggested > other.port && suggested < other.port + 10, `${suggested} for ${other.port}`);
    assert.equal(await suggestLocalPort(other.port), other.port);
  });

  test('a port of the system’s gets another number', async () => {
    for (const [remote, local] of [[80, 8080], [443, 8443]] as const) {
      const suggested = await suggestLocalPort(remote);
      assert.ok(suggested >= local && suggested < local + 10, String(suggested));
    }
  });

  test('where all near ones are taken, any is suggested', async () => {
    await using last = await owner('127.0.0.1', 65_535);
    const suggested = await suggestLocalPort(last.port);
    assert.ok(suggested > 0 && suggested < last.port);
  });
});
