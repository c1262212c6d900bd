import type { SessionState } from '../../../src/session/api.ts';
import type { Handshake } from '../../../src/session/channel/handshake.ts';
import { type ChannelOptions, PortChannel } from '../../../src/session/ports/port-channel.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeNetwork, type FakeSocket } from './fake-socket.ts';
import { turn } from './opened.ts';

/** A channel to a port, on a network and in a time that the test controls. */
export class OpenedChannel {
  readonly clock = new FakeClock();
  readonly network = new FakeNetwork();
  readonly states: SessionState[] = [];
  readonly handshakes: Handshake[] = [];
  readonly chunks: Uint8Array[] = [];
  readonly flags: number[] = [];
  readonly log: string[] = [];
  readonly channel: PortChannel;

  constructor(options: Partial<ChannelOptions> = {}) {
    this.channel = new PortChannel(
      {
        sessionId: 'port-1',
        streamUrl: 'wss://gateway.example/port-1',
        tokenValue: 'secret-token',
        sign: () => Promise.resolve({}),
        onHandshake: (handshake) => this.handshakes.push(handshake),
        onData: (bytes) => this.chunks.push(Buffer.from(bytes)),
        onFlag: (flag) => this.flags.push(flag),
        onState: (state) => this.states.push(state),
        log: (line) => this.log.push(line),
        ...options,
      },
      { clock: this.clock, openSocket: this.network.openSocket },
    );
  }

  get socket(): FakeSocket {
    return this.network.socket;
  }

  get data(): string {
    return Buffer.concat(this.chunks).toString();
  }
}

export async function openedChannel(options: Partial<ChannelOptions> = {}): Promise<OpenedChannel> {
  const opened = new OpenedChannel(options);
  await turn();
  opened.socket.opens();
  return opened;
}
