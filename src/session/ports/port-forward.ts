import type { Socket } from 'node:net';
import type { Problem } from '../../problem.ts';
import type { SessionEnd, SessionState } from '../api.ts';
import type { Environment } from '../transport/connection.ts';
import { Flag } from '../wire/messages.ts';
import { multiplexes } from './agent-version.ts';
import type { PortForward, PortForwardOptions, PortSession } from './api.ts';
import type { Carrier } from './carrier.ts';
import { listen, type LocalPort } from './local-port.ts';
import { Mux } from './mux.ts';
import { PortChannel } from './port-channel.ts';
import { notUnderstood, portEnd } from './problems.ts';
import { Single } from './single.ts';

/**
 * Open local connections of one forwarded port; more are reset. Each costs a stream, a buffer and two files, and any
 * program of this machine can make them.
 */
const MOST_CONNECTIONS = 1024;

/** See `Ports.forward` in api.ts. */
export async function forward(
  options: PortForwardOptions,
  environment: Omit<Environment, 'log'>,
): Promise<PortForward> {
  const local = await listen(options.localPort);
  // Who connects before the session is granted, as a program that tries again and again, has to wait.
  const early = new Set<Socket>();
  local.onConnection((socket) => {
    socket.on('error', () => undefined).on('close', () => early.delete(socket));
    if (early.size < MOST_CONNECTIONS) {
      early.add(socket);
    } else {
      socket.resetAndDestroy();
    }
  });
  try {
    const session = await options.start(local.port);
    return new ForwardedPort(local, early, session, options, environment);
  } catch (error) {
    void local.close();
    early.forEach((socket) => socket.resetAndDestroy());
    throw error;
  }
}

/** A local port, the channel behind it, and the connections between the two. */
class ForwardedPort implements PortForward {
  readonly sessionId: string;
  readonly localPort: number;
  readonly ended: Promise<SessionEnd>;
  readonly #local: LocalPort;
  readonly #channel: PortChannel;
  readonly #environment: Omit<Environment, 'log'>;
  readonly #onChange: () => void;
  readonly #log: (line: string) => void;
  readonly #sockets = new Set<Socket>();
  /** Undefined until the agent has said what it can do. */
  #carrier: Carrier | undefined;
  #isRefused = false;
  #problem: Problem | undefined;

  /** `early`: connections that are there already. */
  constructor(
    local: LocalPort,
    early: Iterable<Socket>,
    session: PortSession,
    options: PortForwardOptions,
    environment: Omit<Environment, 'log'>,
  ) {
    const { sign, resume, onNotice, log, onChange } = options;
    this.#local = local;
    this.localPort = local.port;
    this.#log = (line) => log?.(line);
    this.sessionId = session.sessionId;
    this.#environment = environment;
    this.#onChange = () => onChange?.(this);
    this.#channel = new PortChannel(
      {
        ...session,
        sign,
        resume: (signal) => resume(session.sessionId, signal),
        ...(onNotice !== undefined && { onNotice }),
        ...(log !== undefined && { log }),
        onHandshake: ({ agentVersion }) => this.#begin(agentVersion),
        onData: (bytes) => this.#carrier?.receive(bytes),
        onFlag: (flag) => this.#onFlag(flag),
        onDrain: () => this.#carrier?.drain(),
        onState: () => this.#onChange(),
        onStall: () => this.#onChange(),
      },
      environment,
    );
    local.onConnection((socket) => this.#onConnection(socket));
    local.onError(({ name }) => this.#log(`the local port ${local.port} does not take a connection: ${name}`));
    for (const socket of early) {
      if (!socket.destroyed) {
        this.#onConnection(socket);
      }
    }
    this.ended = this.#channel.ended.then((end) => this.#release(end));
  }

  get state(): SessionState {
    return this.#channel.state;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  get isRefused(): boolean {
    return this.#isRefused;
  }

  get isStalled(): boolean {
    return this.#channel.isStalled;
  }

  close(): void {
    if (this.state.name === 'ready') {
      this.#channel.sendFlag(Flag.terminateSession);
    }
    this.#channel.close();
  }

  fail(problem: Problem): void {
    this.#channel.fail(problem);
  }

  #begin(agentVersion: string): void {
    const parts = {
      channel: this.#channel,
      clock: this.#environment.clock,
      onAnswer: () => this.#setRefused(false),
      onMalformed: () => this.#fail(notUnderstood()),
      log: this.#log,
    };
    const carrier = multiplexes(agentVersion) ? new Mux(parts) : new Single(parts);
    this.#carrier = carrier;
    this.#sockets.forEach((socket) => carrier.add(socket));
  }

  #onConnection(socket: Socket): void {
    // Its close follows.
    socket.on('error', () => undefined);
    if (this.#sockets.size >= MOST_CONNECTIONS) {
      this.#log(`a connection is one too many: ${MOST_CONNECTIONS} are open`);
      socket.resetAndDestroy();
      return;
    }
    this.#sockets.add(socket);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#onChange();
    });
    this.#carrier?.add(socket);
    this.#onChange();
  }

  #onFlag(flag: number): void {
    if (flag === Flag.connectToPortError) {
      this.#setRefused(true);
      this.#carrier?.refuse();
    }
  }

  #setRefused(isRefused: boolean): void {
    if (this.#isRefused !== isRefused) {
      this.#isRefused = isRefused;
      this.#onChange();
    }
  }

  #fail(problem: Problem): void {
    this.#problem ??= problem;
    this.close();
  }

  async #release(end: SessionEnd): Promise<SessionEnd> {
    this.#carrier?.stop();
    const closed = this.#local.close();
    // Not a proper close: what a program has received may well not be all.
    this.#sockets.forEach((socket) => socket.resetAndDestroy());
    await closed;
    return portEnd(this.#problem === undefined ? end : { reason: 'failed', problem: this.#problem });
  }
}
