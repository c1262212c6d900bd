import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { ports } from '../../src/session/index.ts';
import type { PortForward, PortSession } from '../../src/session/ports/api.ts';
import { signWith } from '../session/support/terminal.ts';
import { type PortQuestion, TRANSFER_BYTES } from './ports-peer.ts';
import type { Row } from './row.ts';

const ECHOES = 1000;
const TRANSFERS = 3;

/** Measures forwarded ports: programs here, the simulator's agent and programs there in another process. */
export async function benchPorts(): Promise<Row[]> {
  const peer = fork(fileURLToPath(import.meta.resolve('./ports-peer.ts')));
  await once(peer, 'message');
  try {
    return [
      { what: 'Ports: download', figure: await transferRate(peer, 'send') },
      { what: 'Ports: upload', figure: await transferRate(peer, 'take') },
      { what: 'Ports: round trip of a byte, p50', figure: await roundTrip(peer) },
    ];
  } finally {
    peer.disconnect();
    await once(peer, 'exit');
  }
}

async function transferRate(peer: ChildProcess, program: PortQuestion): Promise<string> {
  const forward = await forwardTo(peer, program);
  const seconds: number[] = [];
  for (let run = 0; run < TRANSFERS; run++) {
    const start = performance.now();
    const socket = open(forward);
    if (program === 'take') {
      socket.write(Buffer.alloc(TRANSFER_BYTES));
    }
    await once(socket.resume(), 'close');
    seconds.push((performance.now() - start) / 1000);
  }
  forward.close();
  return `${(TRANSFER_BYTES / 1_000_000 / median(seconds)).toFixed(1)} MB/s`;
}

async function roundTrip(peer: ChildProcess): Promise<string> {
  const forward = await forwardTo(peer, 'echo');
  const socket = open(forward);
  const times: number[] = [];
  for (let echo = 0; echo < ECHOES; echo++) {
    const start = performance.now();
    socket.write('x');
    await once(socket, 'data');
    times.push(performance.now() - start);
  }
  forward.close();
  return `${median(times).toFixed(2)} ms`;
}

async function forwardTo(peer: ChildProcess, program: PortQuestion): Promise<PortForward> {
  const answer = once(peer, 'message') as Promise<[PortSession]>;
  peer.send(program);
  const [session] = await answer;
  return ports.forward({
    localPort: 0,
    start: () => Promise.resolve(session),
    resume: () => Promise.resolve(undefined),
    sign: signWith(),
  });
}

function open({ localPort }: PortForward): Socket {
  return connect({ port: localPort, host: '127.0.0.1', noDelay: true }).on('error', () => undefined);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
