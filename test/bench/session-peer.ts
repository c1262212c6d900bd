import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { decodeFrame } from '../../src/session/wire/frame.ts';
import { MessageType } from '../../src/session/wire/messages.ts';
import { acknowledge, output } from '../session/support/agent-frames.ts';
import { startGateway } from '../simulator/tests/bare-client.ts';

/**
 * The other side of the session's benchmarks, in a process of its own, so that its work is not counted as the
 * client's. Two servers: the simulator's gateway, and one that sends ready-made frames as fast as they are taken, or
 * acknowledges whatever comes at once.
 */

/** What the benchmark asks for, and what it gets. */
export type Question = { readonly ask: 'session'; readonly command: string } | { readonly ask: 'flood' | 'sink' };
export interface Answer {
  readonly sessionId: string;
  readonly streamUrl: string;
  readonly tokenValue: string;
}

export const FLOOD_BYTES = 32 * 1024 * 1024;
export const AGENT_OUTPUT_DELAY = 20;
const CHUNK = 1024;
const MOST_UNSENT = 1024 * 1024;

async function flood(socket: WebSocket, frames: readonly Buffer[]): Promise<void> {
  // The client's first message says that it is ready; what follows, acknowledgements, is read and forgotten.
  await once(socket, 'message');
  socket.on('message', () => undefined);
  for (const frame of frames) {
    socket.send(frame);
    while (socket.bufferedAmount > MOST_UNSENT) {
      await new Promise(setImmediate);
    }
  }
}

function sink(socket: WebSocket): void {
  socket.once('message', () => socket.send(output(0, 'ready')));
  socket.on('message', (data, isBinary) => {
    const decoded = isBinary ? decodeFrame(data as Buffer) : undefined;
    if (decoded?.ok === true && decoded.frame.messageType === MessageType.input) {
      socket.send(acknowledge(decoded.frame.sequenceNumber));
    }
  });
}

async function serve(): Promise<void> {
  const payload = Buffer.alloc(CHUNK, 'x');
  const frames = Array.from({ length: FLOOD_BYTES / CHUNK }, (_, sequence) => output(sequence, payload));
  const flooding = new WebSocketServer({ server: createServer().listen(0, '127.0.0.1'), perMessageDeflate: false });
  flooding.on('connection', (socket, { url }) => (url === '/sink' ? sink(socket) : void flood(socket, frames)));
  await once(flooding, 'listening');
  const { port } = flooding.address() as AddressInfo;
  const simulator = await startGateway({ agent: { outputDelay: AGENT_OUTPUT_DELAY, sessionsPerContainer: 1000 } });

  const answer = (question: Question): Answer =>
    question.ask === 'session'
      ? simulator.open(question.command)
      : { sessionId: 's', streamUrl: `ws://127.0.0.1:${port}/${question.ask}`, tokenValue: 't' };
  process.on('message', (question) => process.send?.(answer(question as Question)));
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

if (process.send !== undefined) {
  await serve();
}
