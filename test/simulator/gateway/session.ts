import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { Agent } from './agent/agent.ts';
import { agentError } from './agent/plugin.ts';
import type {
  AgentOptions,
  ContainerInfo,
  DecryptRequest,
  Faults,
  GatewaySession,
  Network,
  OpenedSession,
  OpenRequest,
  Purpose,
} from './api.ts';
import { type ClientMessage, readClientMessage } from './client-message.ts';
import { CloseCode, Connection } from './connection.ts';
import { FaultGate } from './faults.ts';
import { corruptDigest, encodeFrame, Flags, type MessageType, newMessageId, PayloadType } from './frame.ts';
import { readOpenMessage } from './open-message.ts';
import { ProtocolError } from './protocol-error.ts';

export interface SessionOptions {
  readonly sessionId: string;
  readonly request: OpenRequest;
  readonly region: string;
  readonly behaviour: AgentOptions;
  readonly tokenTimeout: number;
  readonly decrypt: (request: DecryptRequest) => Buffer;
  readonly network: Network;
  readonly scheme: 'ws' | 'wss';
  /** The gateway's faults of now. */
  readonly faults: () => Faults;
  /** What to tell the client in place of starting anything. */
  readonly refusal: string | undefined;
  readonly onToken: (token: string) => void;
  readonly onViolation: (message: string) => void;
}

/** The service's side of a session: tokens, sockets, and the faults between client and agent. */
export class Session implements GatewaySession {
  readonly sessionId: string;
  readonly container: ContainerInfo;
  readonly purpose: Purpose;
  readonly openedAt = new Date();
  readonly ended: Promise<void>;
  faults: Faults | undefined;
  readonly #options: SessionOptions;
  readonly #agent: Agent;
  readonly #toClient: FaultGate<Buffer>;
  readonly #toAgent: FaultGate<ClientMessage>;
  readonly #sockets = new Set<Connection>();
  #gone: (closed: Promise<void>) => void = () => undefined;
  #state: GatewaySession['state'] = 'waiting';
  /** The socket that presented the token. */
  #connection: Connection | undefined;
  #address: { readonly path: string; token: string | undefined } = { path: '', token: undefined };
  #clientId: string | undefined;
  /** Settles when what the agent has started is gone; undefined while the agent is there. */
  #left: Promise<void> | undefined;

  constructor(options: SessionOptions) {
    const { request, region, behaviour } = options;
    this.sessionId = options.sessionId;
    this.container = request.container;
    this.purpose = request.purpose;
    this.#options = options;
    this.ended = new Promise((resolve) => {
      this.#gone = resolve;
    });
    // Who closes the gateway hears of a failure; nobody else has to listen.
    this.ended.catch(() => undefined);
    const faults = () => this.#faults();
    const cut = () => this.cut();
    this.#toClient = new FaultGate({
      faults,
      direction: 'toClient',
      corrupt: corruptDigest,
      cut,
      deliver: (frame) => this.#connection?.send(frame),
    });
    this.#toAgent = new FaultGate<ClientMessage>({
      faults,
      direction: 'toAgent',
      corrupt: () => undefined,
      cut,
      deliver: (message) => this.#agent.receive(message),
    });
    this.#agent = new Agent({
      sessionId: options.sessionId,
      purpose: request.purpose,
      container: request.container,
      region,
      behaviour,
      decrypt: options.decrypt,
      network: options.network,
      transmit: (frame) => this.#toClient.pass(frame),
      hasRoom: () => this.#connection?.hasRoom === true,
      onEnd: (output) => {
        if (this.#left === undefined) {
          this.#end(output, CloseCode.normal, '');
        }
      },
      onError: (error) => this.#violate(error),
    });
  }

  get state(): GatewaySession['state'] {
    return this.#state;
  }

  /** Makes a new address and token; the former ones are void. */
  issue(): OpenedSession {
    const { sessionId } = this;
    const path = `/v1/data-channel/${sessionId}?role=publish_subscribe&cell-number=${makeCellNumber()}`;
    const tokenValue = this.#state === 'ended' ? '' : randomBytes(96).toString('base64');
    this.#address = { path, token: tokenValue };
    if (tokenValue !== '') {
      this.#options.onToken(tokenValue);
    }
    return { sessionId, streamUrl: `${this.#options.scheme}://${this.#options.request.hostHeader}${path}`, tokenValue };
  }

  /** Whether an upgrade asks for this session's newest address, to the letter. */
  hasAddress(host: string | undefined, path: string | undefined): boolean {
    return host === this.#options.request.hostHeader && path === this.#address.path;
  }

  /** Takes a socket, which has yet to present the token. */
  accept(socket: WebSocket, stream: Duplex): void {
    const tooLate = setTimeout(() => {
      connection.close(CloseCode.policyViolation, 'The first message did not come in time.');
    }, this.#options.tokenTimeout);
    const connection = new Connection(socket, stream, {
      halfOpen: () => this.#faults().halfOpen === true,
      onMessage: (message) => {
        clearTimeout(tooLate);
        if (connection === this.#connection) {
          this.#receive(message);
        } else {
          this.#authenticate(connection, message);
        }
      },
      onError: (error) => {
        if (connection === this.#connection) {
          this.#violate(error);
        } else {
          this.#options.onViolation(error.message);
        }
      },
      onDrain: () => this.#agent.proceed(),
      onClose: () => {
        clearTimeout(tooLate);
        this.#sockets.delete(connection);
        if (connection === this.#connection) {
          this.#disconnected();
        }
      },
    });
    this.#sockets.add(connection);
  }

  pausePublication(): void {
    this.#agent.pause();
    this.#notify('pause_publication');
  }

  startPublication(): void {
    this.#notify('start_publication');
    this.#agent.unpause();
  }

  cut(): void {
    for (const socket of this.#sockets) {
      socket.cut();
    }
  }

  bye(): void {
    this.#connection?.close(CloseCode.normal, 'Bye');
  }

  terminate(): void {
    this.#end('', CloseCode.normal, '');
  }

  abandon(): void {
    this.#left ??= this.#agent.close();
  }

  #faults(): Faults {
    return this.faults ?? this.#options.faults();
  }

  #authenticate(connection: Connection, message: string | Buffer): void {
    try {
      if (typeof message !== 'string') {
        throw new ProtocolError('The first message must be text.');
      }
      const { tokenValue, clientId } = readOpenMessage(message);
      if (tokenValue === '' || tokenValue !== this.#address.token) {
        connection.close(CloseCode.policyViolation, 'The token is wrong or was used before.');
        return;
      }
      this.#address.token = undefined;
      this.#clientId ??= clientId;
      if (this.#clientId !== clientId) {
        throw new ProtocolError('A client keeps its ClientId when it resumes a session.');
      }
      this.#connected(connection);
    } catch (error) {
      this.#options.onViolation(messageOf(error));
      connection.close(CloseCode.policyViolation, messageOf(error));
    }
  }

  #connected(connection: Connection): void {
    const former = this.#connection;
    this.#connection = connection;
    former?.close(CloseCode.normal, 'A newer connection took over.');
    this.#state = 'connected';
    if (this.#left !== undefined) {
      return;
    }
    if (this.#options.refusal === undefined) {
      this.#agent.connect();
    } else {
      this.#end(this.#options.refusal, CloseCode.normal, '');
    }
  }

  #disconnected(): void {
    this.#connection = undefined;
    if (this.#state !== 'connected') {
      return;
    }
    this.#state = 'disconnected';
    this.#agent.disconnect();
  }

  #receive(message: string | Buffer): void {
    if (this.#state === 'ended') {
      return;
    }
    try {
      if (typeof message === 'string') {
        throw new ProtocolError('Only the first message is text.');
      }
      this.#toAgent.pass(readClientMessage(message));
    } catch (error) {
      this.#violate(error);
    }
  }

  #violate(error: unknown): void {
    const message = messageOf(error);
    this.#options.onViolation(message);
    this.#end(agentError(message), CloseCode.policyViolation, message);
  }

  /** Tells the client why, and closes everything. */
  #end(output: string, code: number, reason: string): void {
    if (this.#state === 'ended') {
      return;
    }
    this.#notify('channel_closed', {
      MessageType: 'channel_closed',
      MessageId: newMessageId(),
      DestinationId: this.#clientId ?? '',
      SessionId: this.sessionId,
      SchemaVersion: 1,
      CreatedDate: new Date().toISOString(),
      Output: output,
    });
    this.#state = 'ended';
    for (const socket of this.#sockets) {
      socket.close(code, reason);
    }
    this.abandon();
    this.#gone(this.#left ?? Promise.resolve());
  }

  /** Sends a message of the service's own. These are not numbered, and faults spare them: nobody sends them again. */
  #notify(messageType: MessageType, content?: Readonly<Record<string, unknown>>): void {
    const payload = Buffer.from(content === undefined ? '' : JSON.stringify(content));
    const frame = {
      messageType,
      sequenceNumber: 0,
      flags: Flags.none,
      messageId: newMessageId(),
      payloadType: PayloadType.none,
      payload,
    };
    this.#connection?.send(encodeFrame(frame));
  }
}

/** A cell number has all that clients are tempted to escape: plus, slash and equals signs. */
function makeCellNumber(): string {
  for (;;) {
    const value = randomBytes(61).toString('base64');
    if (value.includes('+') && value.includes('/')) {
      return value;
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
