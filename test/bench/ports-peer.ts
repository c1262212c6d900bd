import { destination } from '../session/support/destination.ts';
import { startGateway } from '../simulator/tests/bare-client.ts';

/**
 * The other side of the benchmark of forwarded ports, in a process of its own: the simulator's gateway, and programs
 * behind its ports. One sends, one takes, one echoes.
 */

export type PortQuestion = 'send' | 'take' | 'echo';

export const TRANSFER_BYTES = 16 * 1024 * 1024;

async function serve(): Promise<void> {
  const programs = {
    send: await destination((socket) => socket.end(Buffer.alloc(TRANSFER_BYTES))),
    take: await destination((socket) => {
      let missing = TRANSFER_BYTES;
      socket.on('data', ({ length }) => {
        missing -= length;
        if (missing === 0) {
          socket.end();
        }
      });
    }),
    echo: await destination((socket) => socket.pipe(socket)),
  };
  const simulator = await startGateway({ agent: { sessionsPerContainer: 1000 } });
  process.on('message', (question) => process.send?.(simulator.openPort(programs[question as PortQuestion].port)));
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

if (process.send !== undefined) {
  await serve();
}
