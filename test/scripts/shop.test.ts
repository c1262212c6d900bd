import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startShop } from '../../scripts/host/shop.ts';

test('something answers on the port that a newcomer forwards first, and stops with the demo', async () => {
  const shop = await startShop();
  const address = `http://127.0.0.1:${shop.port}/`;
  const answer = await fetch(address);
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /forwarded port/);
  await shop[Symbol.asyncDispose]();
  await assert.rejects(fetch(address));
});
