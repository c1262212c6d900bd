import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { suite, test } from 'node:test';
import { Callback } from '../../../src/aws/sign-in/callback.ts';

/** A connection to the page. */
async function connected(callback: Callback): Promise<Socket> {
  const socket = connect(Number(new URL(callback.redirectUri).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

suite('the page that a browser is sent back to', () => {
  test('answers what is no address, too, and still waits', { timeout: 10_000 }, async () => {
    await using callback = await Callback.open('state');
    const { host } = new URL(callback.redirectUri);
    for (const target of ['//', 'http://[', '//[/oauth/callback']) {
      const socket = await connected(callback);
      let answer = '';
      socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
      socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      await once(socket, 'close');
      assert.match(answer, /^HTTP\/1\.1 404 /, target);
    }
    assert.equal((await fetch(`${callback.redirectUri}?state=state&code=ours`)).status, 200);
    assert.equal(await callback.code(new AbortController().signal), 'ours');
  });

  test('is gone once it is closed, also for a browser that never asked anything', { timeout: 10_000 }, async () => {
    const callback = await Callback.open('state');
    const silent = await connected(callback);
    const ended = once(
      silent.resume().on('error', () => undefined),
      'close',
    );
    // Until the page has the connection, too: it takes them in their order.
    assert.equal((await fetch(callback.redirectUri)).status, 400);
    await callback[Symbol.asyncDispose]();
    await ended;
    await assert.rejects(connected(callback));
  });
});
