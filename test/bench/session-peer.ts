import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { output } from '../session/support/agent-frames.ts';
import { startGateway } from '../simulator/tests/bare-client.ts';

/**
 * The other side of the session's benchmarks, in a process of its own, so that its work is not counted as the
 * client's. Two servers: the simulator's gateway, and one that sends ready-made frames as fast as they are taken.
 */

/** What the benchmark asks for, and what it gets. */
export type Question = { readonly ask: 'session'; readonly command: string } | { readonly ask: 'flood' };
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

async function serve(): Promise<void> {
  const payload = Buffer.alloc(CHUNK, 'x');
  const frames = Array.from({ length: FLOOD_BYTES / CHUNK }, (_, sequence) => output(sequence, payload));
  const flooding = new WebSocketServer({ server: createServer().listen(0, '127.0.0.1'), perMessageDeflate: false });
  flooding.on('connection', (socket) => void flood(socket, frames));
  await once(flooding, 'listening');
  const { port } = flooding.address() as AddressInfo;
  const simulator = await startGateway({ agent: { outputDelay: AGENT_OUTPUT_DELAY } });

  const answer = (question: Question): Answer =>
    question.ask === 'session' ? simulator.open(question.command) : { sessionId: 's', streamUrl: `ws://127.0.0.1:${port}/`, tokenValue: 't' };
  process.on('message', (question) => process.send?.(answer(question as Question)));
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

if (process.send !== undefined) {
  await serve();
}
