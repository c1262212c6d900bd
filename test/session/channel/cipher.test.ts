import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { Cipher } from '../../../src/session/channel/cipher.ts';
import { BareCipher } from '../../simulator/tests/bare-cipher.ts';
import { runs } from '../../support/properties.ts';

const KEY = randomBytes(64);
/** As the other side has it: what one encrypts with, the other decrypts with. */
const MIRRORED = Buffer.concat([KEY.subarray(32), KEY.subarray(0, 32)]);

suite('a cipher', () => {
  test('encrypts what another implementation decrypts, and the other way round', async () => {
    const cipher = new Cipher(KEY);
    const other = await BareCipher.create(MIRRORED);
    for (const length of [0, 1, 16, 1024]) {
      const plain = randomBytes(length);
      assert.deepEqual(await other.decrypt(cipher.encrypt(plain)), plain);
      assert.deepEqual(cipher.decrypt(await other.encrypt(plain)), plain);
    }
  });

  test('never uses a nonce twice', () => {
    const cipher = new Cipher(KEY);
    const nonces = Array.from({ length: 1000 }, () => cipher.encrypt(Buffer.from('same')).toString('hex', 0, 12));
    assert.equal(new Set(nonces).size, 1000);
  });

  test('notices every change', () => {
    const encrypted = new Cipher(MIRRORED).encrypt(Buffer.from('to the letter'));
    const cipher = new Cipher(KEY);
    assert.equal(cipher.decrypt(encrypted)?.toString(), 'to the letter');
    for (let at = 0; at < encrypted.length; at++) {
      const changed = Buffer.from(encrypted);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      assert.equal(cipher.decrypt(changed), undefined, `byte ${at}`);
      assert.equal(cipher.decrypt(encrypted.subarray(0, at)), undefined, `${at} bytes`);
    }
  });

  test('does not throw at any bytes', () => {
    const cipher = new Cipher(KEY);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => cipher.decrypt(bytes) === undefined),
      runs(),
    );
  });

  test('has a copy of the key, and forgets it', () => {
    const key = Buffer.from(KEY);
    const cipher = new Cipher(key);
    key.fill(0);
    const encrypted = new Cipher(MIRRORED).encrypt(Buffer.from('secret'));
    assert.equal(cipher.decrypt(encrypted)?.toString(), 'secret');
    cipher.destroy();
    assert.equal(cipher.decrypt(encrypted), undefined);
  });
});
