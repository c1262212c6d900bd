import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { agentError } from './agent/plugin.ts';
import type {
  AgentOptions,
  ContainerInfo,
  Faults,
  Gateway,
  GatewayOptions,
  OpenedSession,
  OpenRequest,
  Violation,
} from './api.ts';
import { Session } from './session.ts';

const DEFAULT_BEHAVIOUR: AgentOptions = {
  ptyDelay: 0,
  outputDelay: 1000,
  startErrorDelay: 2000,
  pace: 'fast',
  resendInterval: 100,
  linger: 2000,
  idleTimeout: 20 * 60_000,
  sessionsPerContainer: 2,
  maxUnacknowledged: 10_000,
  agentVersion: '3.3.1142.0',
  handshakeTimeout: 15_000,
  handshakeAcknowledged: 'before',
  randomChallenge: 'offered',
  muxKeepAliveTimeout: 30_000,
};

const TOKEN_TIMEOUT = 10_000;
/** The longest message of a client: a WebSocket protocol error for anything longer, in bytes. */
const MAX_MESSAGE = 16 * 1024;

/** Makes the message gateway: the data channel with the agents, their shells and their faults behind it. */
export function createGateway(options: GatewayOptions): Gateway {
  return new MessageGateway(options);
}

class MessageGateway implements Gateway {
  readonly agent: AgentOptions;
  faults: Faults = {};
  readonly sessions = new Map<string, Session>();
  readonly violations: Violation[] = [];
  readonly #options: GatewayOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    clientTracking: false,
    autoPong: false,
    maxPayload: MAX_MESSAGE,
  });

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.agent = { ...DEFAULT_BEHAVIOUR, ...options.agent };
  }

  open(request: OpenRequest): OpenedSession {
    const sessionId = request.sessionId ?? `ecs-execute-command-${randomBytes(9).toString('hex').slice(0, 17)}`;
    if (this.sessions.has(sessionId)) {
      throw new Error(`There is a session ${sessionId} already.`);
    }
    const session = new Session({
      sessionId,
      request,
      region: this.#options.region,
      behaviour: this.agent,
      tokenTimeout: this.#options.tokenTimeout ?? TOKEN_TIMEOUT,
      decrypt: this.#options.decrypt ?? refuseToDecrypt,
      network: this.#options.network ?? { hosts: new Map(), ports: new Map() },
      scheme: request.hostHeader === this.#options.tlsHost ? 'wss' : 'ws',
      faults: () => this.faults,
      refusal: this.#refusal(request.container),
      onToken: this.#options.onToken ?? (() => undefined),
      onViolation: (message) => this.violations.push({ sessionId, message }),
    });
    this.sessions.set(sessionId, session);
    return session.issue();
  }

  resume(sessionId: string): OpenedSession | undefined {
    return this.sessions.get(sessionId)?.issue();
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { host, origin } = request.headers;
    if (origin !== undefined && origin !== `http://${host ?? ''}`) {
      refuse(socket, 403, { code: 'AccessDeniedException', message: 'Foreign Origin header.' });
      return;
    }
    const signature = this.#options.verifySignature(request);
    if (signature !== true) {
      refuse(socket, 403, signature);
      return;
    }
    const [, sessionId = ''] = /^\/v1\/data-channel\/([^/?]+)\?/.exec(request.url ?? '') ?? [];
    const session = this.sessions.get(sessionId);
    if (session === undefined || session.state === 'ended') {
      refuse(socket, 404, { code: 'ResourceNotFoundException', message: 'There is no such session.' });
      return;
    }
    if (!session.hasAddress(host, request.url)) {
      refuse(socket, 403, {
        code: 'AccessDeniedException',
        message: 'This is not the address that the session was given.',
      });
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => session.accept(client, socket));
  }

  async close(): Promise<void> {
    const sessions = [...this.sessions.values()];
    for (const session of sessions) {
      session.terminate();
      session.cut();
    }
    await Promise.all(sessions.map(({ ended }) => ended));
  }

  /**
   * How the agent refuses one session too many is not documented; a closed channel that says why is the kindest
   * way in which clients may have to learn of it.
   */
  #refusal({ containerArn }: ContainerInfo): string | undefined {
    const limit = this.agent.sessionsPerContainer;
    const running = [...this.sessions.values()].filter(
      ({ container, state }) => container.containerArn === containerArn && state !== 'ended',
    );
    return running.length < limit
      ? undefined
      : agentError(`Maximum number of sessions (${limit}) reached for this container.`);
  }
}

function refuseToDecrypt(): never {
  throw new Error('This gateway has no AWS KMS.');
}

/** Answers an upgrade with an error, as AWS's JSON protocols do. */
function refuse(
  socket: Duplex,
  status: 403 | 404,
  { code, message }: { readonly code: string; readonly message: string },
): void {
  const body = JSON.stringify({ __type: code, message });
  socket.on('error', () => socket.destroy());
  socket.end(
    [
      `HTTP/1.1 ${status} ${status === 403 ? 'Forbidden' : 'Not Found'}`,
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `x-amzn-ErrorType: ${code}`,
      '',
      body,
    ].join('\r\n'),
  );
}
