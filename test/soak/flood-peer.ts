import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { output } from '../session/support/agent-frames.ts';

/**
 * The other side of a flood, in a process of its own: its first message is its port; argv says how many bytes it sends.
 */
const CHUNK = 1024;
const MOST_UNSENT = 1024 * 1024;
const chunks = Number(process.argv[2]) / CHUNK;

async function flood(socket: WebSocket): Promise<void> {
  await once(socket, 'message');
  socket.on('message', () => undefined);
  const payload = Buffer.alloc(CHUNK);
  for (let sequence = 0; sequence < chunks && socket.readyState === socket.OPEN; sequence++) {
    payload.writeUInt32BE(sequence);
    socket.send(output(sequence, payload));
    while (socket.bufferedAmount > MOST_UNSENT) {
      await new Promise(setImmediate);
    }
  }
}

const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => void flood(socket));
process.on('disconnect', () => process.exit());
process.send?.((server.address() as AddressInfo).port);
