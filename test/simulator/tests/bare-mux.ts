import type { BareClient } from './bare-client.ts';

export const SYN = 0;
export const FIN = 1;
export const PSH = 2;
export const NOP = 3;

/** A frame of smux; written apart from the simulator's to check it. */
export function frame(command: number, id: number, data: string | Uint8Array = '', version = 1): Buffer {
  const payload = Buffer.from(data);
  const header = new DataView(new ArrayBuffer(8));
  header.setUint8(0, version);
  header.setUint8(1, command);
  header.setUint16(2, payload.length, true);
  header.setUint32(4, id, true);
  return Buffer.concat([Buffer.from(header.buffer), payload]);
}

/** The least client of smux: it looks at everything that has come. */
export class BareMux {
  readonly client: BareClient;

  constructor(client: BareClient) {
    this.client = client;
  }

  /** Sends bytes in as many messages as they need. */
  send(...frames: readonly Buffer[]): void {
    const bytes = Buffer.concat(frames);
    for (let at = 0; at < bytes.length; at += 1024) {
      this.client.type(bytes.subarray(at, at + 1024));
    }
  }

  /** Opens a stream and sends data on it. */
  open(id: number, data: string | Uint8Array = ''): void {
    this.send(frame(SYN, id), ...(data.length > 0 ? [frame(PSH, id, data)] : []));
  }

  /** Complete frames so far. */
  get frames(): { command: number; id: number; data: Buffer }[] {
    const bytes = this.client.output;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const frames = [];
    for (let at = 0; at + 8 <= bytes.length;) {
      if (view.getUint8(at) !== 1) {
        throw new Error('Not smux version 1.');
      }
      const end = at + 8 + view.getUint16(at + 2, true);
      if (end > bytes.length) {
        break;
      }
      frames.push({
        command: view.getUint8(at + 1),
        id: view.getUint32(at + 4, true),
        data: bytes.subarray(at + 8, end),
      });
      at = end;
    }
    return frames;
  }

  /** What has come on a stream. */
  received(id: number): Buffer {
    return Buffer.concat(
      this.frames.filter((candidate) => candidate.id === id && candidate.command === PSH).map(({ data }) => data),
    );
  }

  isClosed(id: number): boolean {
    return this.frames.some((candidate) => candidate.id === id && candidate.command === FIN);
  }

  async sees(id: number, text: string): Promise<void> {
    await this.client.until(`${text} on stream ${id}`, () => this.received(id).includes(text));
  }

  async seesClose(id: number): Promise<void> {
    await this.client.until(`the close of stream ${id}`, () => this.isClosed(id));
  }
}
