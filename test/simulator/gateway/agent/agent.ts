import type { AgentOptions, ContainerInfo, DecryptRequest, Purpose } from '../api.ts';
import type { ClientInput, ClientMessage } from '../client-message.ts';
import { PayloadType } from '../frame.ts';
import { ProtocolError } from '../protocol-error.ts';
import { AgentChannel } from './channel.ts';
import type { SessionCipher } from './cipher.ts';
import { type Answer, type Encryption, Handshake } from './handshake.ts';
import type { Network } from './network.ts';
import { agentError, type Plugin, type PluginHost, type PluginInput } from './plugin.ts';
import { PortPlugin } from './port-plugin.ts';
import type { Taken } from './receiver.ts';
import { ShellPlugin } from './shell-plugin.ts';
import { targetOf } from './target.ts';

/** The most that a client puts in one message of input, before it encrypts it; in bytes. */
const MAX_INPUT = 1024;

const IDLE_MESSAGE = 'Your session timed out due to inactivity and has been terminated.';

export interface AgentSetup {
  readonly sessionId: string;
  readonly purpose: Purpose;
  readonly container: ContainerInfo;
  readonly region: string;
  readonly behaviour: AgentOptions;
  /** The agent's call of `kms:Decrypt`. */
  readonly decrypt: (request: DecryptRequest) => Buffer;
  readonly network: Network;
  /** Puts a frame on its way to the client. */
  readonly transmit: (frame: Buffer) => void;
  /** Whether the way to the client has room. {@link Agent.proceed} says that it has again. */
  readonly hasRoom: () => boolean;
  /** The session is over; the argument is what the client is told, empty after a normal end. */
  readonly onEnd: (output: string) => void;
  /** The client did something against the protocol. */
  readonly onError: (error: unknown) => void;
}

/** The SSM agent's side of one session: a plugin at the end of a data channel, after a handshake where there is one. */
export class Agent {
  readonly #setup: AgentSetup;
  readonly #channel: AgentChannel;
  readonly #plugin: Plugin;
  /** Undefined where the session needs none. */
  readonly #handshake: Handshake | undefined;
  readonly #idle: NodeJS.Timeout;
  #cipher: SessionCipher | undefined;
  #begun = false;
  #connected = false;
  #paused = false;
  #closed = false;

  constructor(setup: AgentSetup) {
    this.#setup = setup;
    this.#channel = new AgentChannel({
      transmit: setup.transmit,
      resendInterval: setup.behaviour.resendInterval,
      take: (input) => this.#take(input),
      onError: setup.onError,
      onAcknowledged: () => this.proceed(),
    });
    this.#plugin = this.#makePlugin();
    this.#handshake = this.#makeHandshake();
    this.#idle = setTimeout(() => setup.onEnd(IDLE_MESSAGE), setup.behaviour.idleTimeout);
  }

  /** A client is there, for the first time or again. */
  connect(): void {
    this.#connected = true;
    if (!this.#begun) {
      this.#begin();
    }
    this.#resume();
  }

  disconnect(): void {
    this.#connected = false;
    this.#channel.stopResending();
  }

  pause(): void {
    this.#paused = true;
    this.#channel.stopResending();
  }

  unpause(): void {
    this.#paused = false;
    this.#resume();
  }

  receive(message: ClientMessage): void {
    if (!this.#closed) {
      this.#channel.receive(message);
    }
  }

  /** Sends as much of the output as there is room for, and finds out whether the session is over. */
  proceed(): void {
    this.#plugin.proceed();
  }

  /** Ends everything that the session started; settles when it is gone. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#channel.close();
    this.#handshake?.close();
    clearTimeout(this.#idle);
    await this.#plugin.close();
  }

  #makePlugin(): Plugin {
    const { purpose, container, region, behaviour, network } = this.#setup;
    const host: PluginHost = {
      behaviour,
      unacknowledged: () => this.#channel.unacknowledged,
      maySend: () => this.#maySend(),
      send: (payloadType, payload) => this.#channel.send(payloadType, this.#encrypt(payloadType, payload)),
      end: (output) => this.#end(output),
      fail: this.#setup.onError,
    };
    if (purpose.kind === 'port') {
      return new PortPlugin(host, network, purpose);
    }
    return new ShellPlugin(host, {
      command: purpose.command,
      container,
      region,
      refusal: purpose.refusal,
    });
  }

  #makeHandshake(): Handshake | undefined {
    const { purpose, behaviour } = this.#setup;
    const encryption =
      purpose.kind === 'command' && purpose.kmsKeyId !== undefined ? this.#encryption(purpose.kmsKeyId) : undefined;
    if (purpose.kind === 'command' && encryption === undefined) {
      return undefined;
    }
    return new Handshake({
      ...describe(purpose),
      encryption,
      behaviour,
      send: (payloadType, payload) => this.#channel.send(payloadType, payload),
      onComplete: (clientVersion, cipher) => {
        this.#cipher = cipher;
        this.#plugin.start(clientVersion);
      },
      onFailed: (reason) => this.#end(agentError(reason)),
    });
  }

  #encryption(kmsKeyId: string): Encryption {
    const { sessionId, container, decrypt } = this.#setup;
    return {
      kmsKeyId,
      sessionId,
      target: targetOf(container),
      decrypt: (ciphertext, context) => decrypt({ kmsKeyId, ciphertext, context, container }),
    };
  }

  #begin(): void {
    this.#begun = true;
    if (this.#handshake === undefined) {
      this.#plugin.start(undefined);
    } else {
      this.#handshake.start();
    }
  }

  #end(output: string): void {
    // The message that brought the end is acknowledged first.
    setImmediate(() => this.#setup.onEnd(output));
  }

  #take({ content, sequenceNumber }: ClientInput): Taken {
    if (content.kind === 'handshakeResponse' || content.kind === 'challengeResponse') {
      if (this.#handshake === undefined) {
        throw new ProtocolError('The client answers a handshake that nobody began.');
      }
      this.#answer(this.#handshake, content);
      return 'taken';
    }
    // Whatever comes during the handshake is acknowledged and thrown away.
    if (this.#handshake?.isOver === false) {
      return 'taken';
    }
    const input = content.kind === 'stdin' ? this.#decrypt(content.bytes, sequenceNumber) : content;
    if (input.kind === 'stdin') {
      this.#idle.refresh();
    }
    return this.#plugin.take(input);
  }

  /** The agent acknowledges an answer and deals with it in two threads: now the one is sooner, now the other. */
  #answer(handshake: Handshake, answer: Answer): void {
    if (this.#setup.behaviour.handshakeAcknowledged === 'after') {
      handshake.take(answer);
      return;
    }
    setImmediate(() => {
      if (this.#closed) {
        return;
      }
      try {
        handshake.take(answer);
      } catch (error) {
        this.#setup.onError(error);
      }
    });
  }

  #decrypt(bytes: Buffer, sequenceNumber: number): PluginInput & { kind: 'stdin' } {
    const plaintext = this.#cipher === undefined ? bytes : this.#cipher.decrypt(bytes);
    // The real agent logs this sentence and does not acknowledge.
    if (plaintext === undefined) {
      throw new ProtocolError(`Error decrypting stream data message sequence ${sequenceNumber}`);
    }
    if (plaintext.length > MAX_INPUT) {
      throw new ProtocolError(`input_stream_data ${sequenceNumber} carries ${plaintext.length} bytes of input.`);
    }
    return { kind: 'stdin', bytes: plaintext };
  }

  /** Only output is encrypted, not the sizes, the flags and the handshake. */
  #encrypt(payloadType: number, payload: Buffer): Buffer {
    return this.#cipher !== undefined && payloadType === PayloadType.output ? this.#cipher.encrypt(payload) : payload;
  }

  #resume(): void {
    if (!this.#connected || this.#paused) {
      return;
    }
    this.#channel.startResending();
    this.proceed();
  }

  #maySend(): boolean {
    return (
      this.#connected &&
      !this.#paused &&
      this.#channel.unacknowledged < this.#setup.behaviour.maxUnacknowledged &&
      this.#setup.hasRoom()
    );
  }
}

/** What the handshake says of the session. */
function describe(purpose: Purpose): { readonly sessionType: string; readonly properties: unknown } {
  if (purpose.kind === 'command') {
    return { sessionType: 'InteractiveCommands', properties: null };
  }
  const { kind: _, ...parameters } = purpose;
  return { sessionType: 'Port', properties: { ...parameters, type: 'LocalPortForwarding' } };
}
