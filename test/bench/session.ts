import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { signUpgrade } from '../../src/aws/sign.ts';
import { openSession } from '../../src/session/index.ts';
import type { Session } from '../../src/session/shell/api.ts';
import { memoryInUse } from '../soak/memory-in-use.ts';
import type { Row } from './row.ts';
import { AGENT_OUTPUT_DELAY, type Answer, FLOOD_BYTES, type Question } from './session-peer.ts';

const MEGABYTE = 1_000_000;
const KEYS = 2000;
const OPENINGS = 15;
const FLOODS = 5;
/** Bytes of the frame that acknowledges one of output. */
const ACKNOWLEDGEMENT = 300;
const INPUT_BYTES = 32 * 1024 * 1024;
const IDLE_SESSIONS = 50;

/** Measures the data channel against a peer in another process on this machine. */
export async function benchSession(): Promise<Row[]> {
  const peer = fork(fileURLToPath(import.meta.resolve('./session-peer.ts')));
  await once(peer, 'message');
  try {
    return [
      ...(await keyEcho(peer)),
      await firstPrompt(peer),
      // Before those that leave much to collect.
      await idleMemory(peer),
      ...(await outputRates(peer)),
      ...(await inputRates(peer)),
    ];
  } finally {
    peer.disconnect();
    await once(peer, 'exit');
  }
}

async function keyEcho(peer: ChildProcess): Promise<Row[]> {
  const times: number[] = [];
  const shell = await open(peer, { ask: 'session', command: 'sh -c "stty raw -echo; printf ready; exec cat"' });
  await shell.received('ready'.length);
  for (let key = 0; key < KEYS; key++) {
    const start = performance.now();
    const echo = shell.received('ready'.length + key + 1);
    shell.session.write('k');
    await echo;
    times.push(performance.now() - start);
  }
  shell.session.close();
  return [
    { what: 'Session: key echo through the simulator, p50', figure: milliseconds(percentile(times, 0.5)) },
    { what: 'Session: key echo through the simulator, p99', figure: milliseconds(percentile(times, 0.99)) },
  ];
}

async function firstPrompt(peer: ChildProcess): Promise<Row> {
  const times: number[] = [];
  for (let opening = 0; opening < OPENINGS; opening++) {
    const answer = await asked(peer, { ask: 'session', command: 'sh' });
    const start = performance.now();
    const shell = connect(answer);
    await shell.received(1);
    times.push(performance.now() - start - AGENT_OUTPUT_DELAY);
    shell.session.write('exit\r');
    await shell.session.ended;
  }
  return {
    what: "Session: start to first prompt, less the agent's delay",
    figure: milliseconds(percentile(times, 0.5)),
    goal: '< 30 ms',
  };
}

async function outputRates(peer: ChildProcess): Promise<Row[]> {
  const bare: Cost[] = [];
  const answering: Cost[] = [];
  const session: Cost[] = [];
  for (let run = 0; run < FLOODS; run++) {
    bare.push(await costOf(() => bareFlood(peer)));
    answering.push(await costOf(() => bareFlood(peer, Buffer.alloc(ACKNOWLEDGEMENT))));
    session.push(await costOf(() => sessionFlood(peer)));
  }
  const [bareTime, sessionTime] = [bare, session].map((costs) =>
    percentile(
      costs.map((cost) => cost.seconds),
      0.5,
    ),
  ) as [number, number];
  const [bareCpu, answeringCpu, sessionCpu] = [bare, answering, session].map((costs) =>
    percentile(
      costs.map((cost) => cost.cpuSeconds),
      0.5,
    ),
  ) as [number, number, number];
  return [
    {
      what: 'Session: output',
      figure: rate(sessionTime),
      ratio: `${(bareTime / sessionTime).toFixed(2)} of a bare ws connection (${rate(bareTime)})`,
      goal: '> 0.5',
    },
    {
      what: 'Session: CPU for output',
      figure: cpuRate(sessionCpu),
      ratio: `${(sessionCpu / bareCpu).toFixed(1)} times a bare ws connection (${cpuRate(bareCpu)})`,
    },
    {
      what: '',
      figure: '',
      ratio: `${(sessionCpu / answeringCpu).toFixed(1)} times one that answers each message (${cpuRate(answeringCpu)})`,
    },
  ];
}

async function inputRates(peer: ChildProcess): Promise<Row[]> {
  const costs: Cost[] = [];
  const block = Buffer.alloc(64 * 1024, 'x');
  for (let run = 0; run < FLOODS; run++) {
    const sink = await open(peer, { ask: 'sink' });
    await sink.received('ready'.length);
    costs.push(
      await costOf(async () => {
        for (let written = 0; written < INPUT_BYTES; written += block.length) {
          if (!sink.session.write(block)) {
            await sink.drained();
          }
        }
        // What still waits is less than what a writer has to wait for.
        while (sink.session.queued > 0) {
          await new Promise(setImmediate);
        }
      }),
    );
    sink.session.close();
  }
  const perMegabyte =
    percentile(
      costs.map((cost) => cost.cpuSeconds),
      0.5,
    ) /
    (INPUT_BYTES / MEGABYTE);
  return [
    {
      what: 'Session: input',
      figure: `${(
        INPUT_BYTES /
        MEGABYTE /
        percentile(
          costs.map((cost) => cost.seconds),
          0.5,
        )
      ).toFixed(0)} MB/s`,
    },
    { what: 'Session: CPU for input', figure: `${(perMegabyte * 1000).toFixed(1)} ms per MB` },
  ];
}

/** Of sessions that have shown their prompt and wait: what is freed when they are closed. */
async function idleMemory(peer: ChildProcess): Promise<Row> {
  const sessions: Session[] = [];
  for (let opened = 0; opened < IDLE_SESSIONS; opened++) {
    const shell = await open(peer, { ask: 'session', command: 'sh' });
    await shell.received(1);
    sessions.push(shell.session);
  }
  const inUse = memoryInUse();
  for (const session of sessions.splice(0)) {
    session.close();
    await session.ended;
  }
  // What belongs to a socket is freed a turn after it.
  await new Promise(setImmediate);
  const each = (inUse - memoryInUse()) / IDLE_SESSIONS;
  return { what: 'Session: memory of an idle one', figure: `${(each / 1024).toFixed(0)} KiB` };
}

async function sessionFlood(peer: ChildProcess): Promise<void> {
  const flood = await open(peer, { ask: 'flood' });
  await flood.received(FLOOD_BYTES);
  flood.session.close();
}

/** The same frames, counted and thrown away; each answered with these bytes, as the protocol wants it acknowledged. */
async function bareFlood(peer: ChildProcess, answer?: Buffer): Promise<void> {
  const { streamUrl } = await asked(peer, { ask: 'flood' });
  const socket = new WebSocket(streamUrl, { perMessageDeflate: false });
  await once(socket, 'open');
  socket.send('ready');
  let missing = FLOOD_BYTES;
  await new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      missing -= (data as Buffer).length - 120;
      if (answer !== undefined) {
        socket.send(answer);
      }
      if (missing === 0) {
        resolve();
      }
    });
  });
  socket.terminate();
}

interface CountedSession {
  readonly session: Session;
  /** Settles when so many bytes have come since the session began. */
  readonly received: (bytes: number) => Promise<void>;
  /** Settles with the session's next `onDrain`. */
  readonly drained: () => Promise<void>;
}

async function open(peer: ChildProcess, question: Question): Promise<CountedSession> {
  return connect(await asked(peer, question));
}

function connect(answer: Answer): CountedSession {
  let count = 0;
  let wanted = Infinity;
  let satisfied: () => void = () => undefined;
  let drain: () => void = () => undefined;
  const credentials = (): Promise<{ accessKeyId: string; secretAccessKey: string }> =>
    Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' });
  const session = openSession({
    ...answer,
    sign: (streamUrl) => signUpgrade(streamUrl, { region: 'eu-central-1', credentials, date: new Date() }),
    onOutput: (bytes) => {
      count += bytes.length;
      if (count >= wanted) {
        satisfied();
      }
    },
    onDrain: () => drain(),
  });
  const received = (bytes: number): Promise<void> =>
    new Promise((resolve) => {
      wanted = bytes;
      satisfied = resolve;
      if (count >= bytes) {
        resolve();
      }
    });
  const drained = (): Promise<void> =>
    new Promise((resolve) => {
      drain = resolve;
    });
  return { session, received, drained };
}

async function asked(peer: ChildProcess, question: Question): Promise<Answer> {
  const answer = once(peer, 'message') as Promise<[Answer]>;
  peer.send(question);
  return (await answer)[0];
}

interface Cost {
  readonly seconds: number;
  /** Of this process. */
  readonly cpuSeconds: number;
}

async function costOf(work: () => Promise<void>): Promise<Cost> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1_000_000 };
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function rate(seconds: number): string {
  return `${(FLOOD_BYTES / MEGABYTE / seconds).toFixed(0)} MB/s`;
}

function cpuRate(seconds: number): string {
  return `${((seconds * 1000) / (FLOOD_BYTES / MEGABYTE)).toFixed(1)} ms per MB`;
}
