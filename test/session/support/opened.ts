import type { SessionState } from '../../../src/session/api.ts';
import type { SessionOptions } from '../../../src/session/shell/api.ts';
import { ShellSession } from '../../../src/session/shell/session.ts';
import { acknowledge, output } from './agent-frames.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeNetwork, type FakeSocket } from './fake-socket.ts';

export const STREAM_URL =
  'wss://ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/ecs-execute-command-1?role=publish_subscribe&cell-number=AAE+/x==';
export const TOKEN = 'secret-token';

/** A session on a network and in a time that the test controls. */
export class OpenedSession {
  readonly clock = new FakeClock();
  readonly network = new FakeNetwork();
  readonly states: SessionState[] = [];
  readonly log: string[] = [];
  readonly chunks: Uint8Array[] = [];
  readonly session: ShellSession;

  constructor(options: Partial<SessionOptions> = {}) {
    this.session = new ShellSession(
      {
        sessionId: 'ecs-execute-command-1',
        streamUrl: STREAM_URL,
        tokenValue: TOKEN,
        sign: () => Promise.resolve({ authorization: 'secret-signature' }),
        onOutput: (bytes) => this.chunks.push(bytes),
        onState: (state) => this.states.push(state),
        log: (line) => this.log.push(line),
        ...options,
      },
      { clock: this.clock, openSocket: this.network.openSocket },
    );
  }

  get output(): string {
    return Buffer.concat(this.chunks).toString();
  }

  get socket(): FakeSocket {
    return this.network.socket;
  }
}

/** Lets pending promises go on: a signature is made before the socket opens. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** A session whose socket is open. Its first frame, with number 0, tells the size and is taken away. */
export async function openedSession(options: Partial<SessionOptions> = {}): Promise<OpenedSession> {
  const opened = new OpenedSession(options);
  await turn();
  opened.socket.opens();
  opened.socket.taken();
  return opened;
}

/** A session whose shell has taken the first size and shown its prompt; what it sent until then is taken away. */
export async function readySession(options: Partial<SessionOptions> = {}): Promise<OpenedSession> {
  const opened = await openedSession(options);
  opened.socket.receives(acknowledge(0));
  opened.socket.receives(output(0, '$ '));
  opened.socket.taken();
  return opened;
}
