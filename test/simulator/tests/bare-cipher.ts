import { webcrypto } from 'node:crypto';

/** A client's half of a session's encryption; written apart from the gateway's, with another API, to check it. */
export class BareCipher {
  readonly #incoming: webcrypto.CryptoKey;
  readonly #outgoing: webcrypto.CryptoKey;

  private constructor(incoming: webcrypto.CryptoKey, outgoing: webcrypto.CryptoKey) {
    this.#incoming = incoming;
    this.#outgoing = outgoing;
  }

  /** Takes a data key of 64 bytes. */
  static async create(dataKey: Uint8Array): Promise<BareCipher> {
    const [incoming, outgoing] = [dataKey.slice(0, 32), dataKey.slice(32)];
    return new BareCipher(await importKey(incoming), await importKey(outgoing));
  }

  async encrypt(plaintext: string | Uint8Array): Promise<Buffer> {
    const iv = webcrypto.getRandomValues(new Uint8Array(12));
    const encrypted = await webcrypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.#outgoing, Buffer.from(plaintext));
    return Buffer.concat([iv, Buffer.from(encrypted)]);
  }

  async decrypt(wire: Uint8Array): Promise<Buffer> {
    const bytes = Uint8Array.from(wire);
    return Buffer.from(
      await webcrypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.slice(0, 12) }, this.#incoming, bytes.slice(12)),
    );
  }
}

function importKey(key: Uint8Array): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('raw', Uint8Array.from(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
}
