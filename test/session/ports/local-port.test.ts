import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
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

async function connects(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  return new Promise((resolve) => {
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}

suite('local ports', () => {
  test('a port that is wished for and free is had, on both addresses of localhost and on no other', async () => {
    const port = await freePort();
    const local = await listen(port);
    assert.equal(local.port, port);
    assert.deepEqual(await Promise.all(['127.0.0.1', '::1'].map((host) => connects(host, port))), [true, true]);
    const others = Object.values(networkInterfaces()).flatMap((all = []) =>
      all.filter(({ internal, scopeid = 0 }) => !internal && scopeid === 0),
    );
    for (const { address } of others) {
      assert.equal(await connects(address, port), false, address);
    }
    await local.close();
    assert.deepEqual(await Promise.all(['127.0.0.1', '::1'].map((host) => connects(host, port))), [false, false]);
  });

  test('nobody else can listen on either address of a port that the system has chosen', async () => {
    const local = await listen(0);
    for (const address of ['127.0.0.1', '::1']) {
      await assert.rejects(owner(address, local.port), { code: 'EADDRINUSE' });
    }
    await local.close();
  });

  test('a machine that has but one of the two has the port', async () => {
    // An address for examples, which no machine has.
    const local = await listen(0, '2001:db8::1');
    assert.ok(await connects('127.0.0.1', local.port));
    await local.close();
  });

  test('one that is taken is told, on whichever address its owner listens', async () => {
    for (const address of ['127.0.0.1', '0.0.0.0', '::1']) {
      await using other = await owner(address);
      const { port } = other;
      await assert.rejects(listen(port), {
        code: 'ports/local-port-taken',
        message: `Another program uses port ${port} of this computer.`,
      });
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
    for (const [remote, local] of [
      [80, 8080],
      [443, 8443],
    ] as const) {
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
