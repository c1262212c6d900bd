import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { WebSocket } from 'ws';
import { Faults } from '../aws/faults.ts';
import { EMPTY_BODY_HASH, verifySignature } from '../aws/signature.ts';
import type { ContainerInfo, Gateway, GatewayOptions, OpenedSession } from '../gateway/api.ts';
import { createGateway, QUICK_AGENT } from '../gateway/index.ts';
import { agentDecrypt } from '../kms/agent-decrypt.ts';
import { type DataKey, generateDataKey } from '../kms/data-keys.ts';
import { buildWorld } from '../world/build.ts';

const REGION = 'eu-central-1';
/** Those with which the clients here sign. */
export const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
/** What a test waits for comes at once or never; a busy machine may take a while. In milliseconds. */
const PATIENCE = 20_000;

/** A gateway behind an HTTP server of its own. */
export interface TestGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly container: ContainerInfo;
  /** What the container is called in an encryption context. */
  readonly target: string;
  /** A session that waits for its client. */
  open(command?: string, options?: { readonly encrypted?: boolean }): OpenedSession;
  /** A client that has presented its token. */
  join(command?: string, options?: { readonly encrypted?: boolean }): Promise<BareClient>;
  /** A session, for a port, that waits for its client. */
  openPort(portNumber: number, host?: string): OpenedSession;
  /** A client for which this port is forwarded, after the handshake. */
  forward(
    portNumber: number,
    options?: { readonly host?: string; readonly clientVersion?: string },
  ): Promise<BareClient>;
  /** What `kms:GenerateDataKey` answers to the client of an encrypted session; 64 bytes unless told otherwise. */
  dataKey(
    sessionId: string,
    changes?: { readonly bytes?: number; readonly context?: Readonly<Record<string, string>> },
  ): DataKey;
}

/** The key of the test gateway's encrypted sessions. */
export const KMS_KEY = 'alias/sessions';

/** Its agent is a quick one, unless the options say otherwise. */
export async function startGateway(options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const kms = buildWorld({ region: REGION, clusters: [], keys: [{ alias: KMS_KEY }] });
  const gateway = createGateway({
    region: REGION,
    decrypt: agentDecrypt(kms, new Faults()),
    verifySignature: ({ method = '', url = '', headers }) =>
      verifySignature(
        { method, url, headers, bodyHash: EMPTY_BODY_HASH },
        { service: 'ssmmessages', region: REGION },
        CREDENTIALS,
      ),
    ...options,
    agent: { ...QUICK_AGENT, ...options.agent },
  });
  const server = createServer().on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const container: ContainerInfo = {
    clusterArn: `arn:aws:ecs:${REGION}:123456789012:cluster/demo`,
    taskArn: `arn:aws:ecs:${REGION}:123456789012:task/demo/0123456789abcdef0123456789abcdef`,
    containerArn: `arn:aws:ecs:${REGION}:123456789012:container/demo/0123456789abcdef0123456789abcdef/${randomUUID()}`,
    name: 'app',
    runtimeId: '0123456789abcdef0123456789abcdef-1234567890',
    environment: { GREETING: 'hello from the task definition' },
  };
  const target = `ecs:demo_0123456789abcdef0123456789abcdef_${container.runtimeId}`;
  const open: TestGateway['open'] = (command = 'sh', { encrypted = false } = {}) => {
    const kmsKeyId = encrypted ? KMS_KEY : undefined;
    return gateway.open({
      purpose: { kind: 'command', command, kmsKeyId },
      container,
      hostHeader: `127.0.0.1:${port}`,
    });
  };
  const openPort: TestGateway['openPort'] = (portNumber, host) => {
    const purpose = { kind: 'port', portNumber: String(portNumber), localPortNumber: '0', host } as const;
    return gateway.open({ purpose, container, hostHeader: `127.0.0.1:${port}` });
  };
  return {
    gateway,
    container,
    target,
    open,
    openPort,
    join: (command, purpose) => BareClient.join(open(command, purpose)),
    async forward(portNumber, { host, clientVersion = '1.2.700.0' } = {}) {
      const client = await BareClient.join(openPort(portNumber, host));
      await client.receives(5);
      const action = { ActionType: 'SessionType', ActionStatus: 1, ActionResult: null, Error: '' };
      client.send(6, JSON.stringify({ ClientVersion: clientVersion, ProcessedClientActions: [action], Errors: [] }));
      await client.receives(7);
      return client;
    },
    dataKey(sessionId, { bytes = 64, context } = {}) {
      return generateDataKey(kms, KMS_KEY, bytes, {
        'aws:ssm:SessionId': sessionId,
        'aws:ssm:TargetId': target,
        ...context,
      });
    },
    async [Symbol.asyncDispose]() {
      await gateway.close();
      server.close();
    },
  };
}

/** Headers that sign an upgrade, as the simulator's credentials would. */
export async function sign(
  streamUrl: string,
  secretAccessKey = CREDENTIALS.secretAccessKey,
): Promise<Record<string, string>> {
  const { host, hostname, pathname, searchParams } = new URL(streamUrl);
  const credentials = { ...CREDENTIALS, secretAccessKey };
  const signer = new SignatureV4({
    service: 'ssmmessages',
    region: REGION,
    credentials,
    sha256: Sha256,
    applyChecksum: false,
  });
  const query = Object.fromEntries(searchParams);
  const { headers } = await signer.sign({
    method: 'GET',
    protocol: 'ws:',
    hostname,
    path: pathname,
    query,
    headers: { host },
  });
  return headers;
}

/** The HTTP status and the body with which an upgrade is refused. */
export async function refusal(
  streamUrl: string,
  headers: Record<string, string>,
): Promise<{ status: number | undefined; body: string }> {
  const socket = new WebSocket(streamUrl, { headers, perMessageDeflate: false });
  const [request, response] = (await once(socket, 'unexpected-response')) as [
    { destroy(): void },
    AsyncIterable<Buffer> & { statusCode?: number },
  ];
  let body = '';
  for await (const chunk of response) {
    body += chunk.toString();
  }
  request.destroy();
  return { status: response.statusCode, body };
}

/** A message as this client reads and writes it; written apart from the gateway's codec to check it. */
export interface BareFrame {
  readonly type: string;
  readonly sequence: number;
  readonly flags: number;
  readonly id: string;
  readonly payloadType: number;
  readonly payload: Buffer;
}

export const JSON_OF = (frame: BareFrame) => JSON.parse(frame.payload.toString()) as Record<string, unknown>;

/** The bytes of a message. The `id` is a UUID, of which the second half goes first. */
export function pack({
  type,
  sequence = 0,
  flags = 0,
  id = randomUUID(),
  payloadType = 0,
  payload = Buffer.alloc(0),
}: Partial<BareFrame> & { type: string }): Buffer {
  const header = new DataView(new ArrayBuffer(120));
  header.setUint32(0, 116);
  header.setUint32(36, 1);
  header.setBigUint64(40, BigInt(Date.now()));
  header.setBigInt64(48, BigInt(sequence));
  header.setBigUint64(56, BigInt(flags));
  const [first = '', second = ''] = id.replaceAll('-', '').match(/.{16}/g) ?? [];
  header.setBigUint64(64, BigInt(`0x${second}`));
  header.setBigUint64(72, BigInt(`0x${first}`));
  header.setUint32(112, payloadType);
  header.setUint32(116, payload.length);
  const bytes = Buffer.concat([Buffer.from(header.buffer), payload]);
  bytes.write(type.padEnd(32), 4);
  createHash('sha256').update(payload).digest().copy(bytes, 80);
  return bytes;
}

function unpack(bytes: Buffer): BareFrame {
  const payload = bytes.subarray(120);
  if (!createHash('sha256').update(payload).digest().equals(bytes.subarray(80, 112))) {
    throw new Error('The digest is wrong.');
  }
  if (bytes.readUInt32BE(0) !== 116 || bytes.readUInt32BE(36) !== 1 || bytes.readUInt32BE(116) !== payload.length) {
    throw new Error('The header is wrong.');
  }
  const hex = bytes.toString('hex', 72, 80) + bytes.toString('hex', 64, 72);
  return {
    type: bytes.toString('latin1', 4, 36).trimEnd(),
    sequence: Number(bytes.readBigInt64BE(48)),
    flags: Number(bytes.readBigUInt64BE(56)),
    id: [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'),
    payloadType: bytes.readUInt32BE(112),
    payload,
  };
}

/** What carries over from one socket of a session to the next. */
interface Memory {
  readonly clientId: string;
  /** By sequence number. */
  readonly output: Map<number, BareFrame>;
  nextSequence: number;
}

/**
 * The least client that can hold a session: it acknowledges whatever comes and sends nothing again. Frames with a
 * wrong digest are counted and ignored.
 */
export class BareClient {
  readonly sessionId: string;
  readonly socket: WebSocket;
  /** Everything that came, in the order of arrival. */
  readonly frames: BareFrame[] = [];
  corrupted = 0;
  acknowledging = true;
  closed: { readonly code: number; readonly reason: string } | undefined;
  readonly #memory: Memory;
  readonly #checks = new Set<() => void>();

  private constructor(sessionId: string, socket: WebSocket, memory: Memory) {
    this.sessionId = sessionId;
    this.socket = socket;
    this.#memory = memory;
    socket.on('message', (data: Buffer) => this.#receive(data));
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.#check();
    });
    socket.on('error', () => undefined);
  }

  /** Connects, without a token yet. */
  static async connect({ sessionId, streamUrl }: OpenedSession, memory?: Memory): Promise<BareClient> {
    const socket = new WebSocket(streamUrl, { headers: await sign(streamUrl), perMessageDeflate: false });
    const client = new BareClient(
      sessionId,
      socket,
      memory ?? { clientId: randomUUID(), output: new Map(), nextSequence: 0 },
    );
    await once(socket, 'open');
    return client;
  }

  /** Connects and presents the token. */
  static async join(opened: OpenedSession, memory?: Memory): Promise<BareClient> {
    const client = await BareClient.connect(opened, memory);
    client.present(opened.tokenValue);
    return client;
  }

  /** The same session on another socket. */
  resume(opened: OpenedSession): Promise<BareClient> {
    return BareClient.join(opened, this.#memory);
  }

  present(tokenValue: string, changes: Record<string, unknown> = {}): void {
    const { clientId } = this.#memory;
    const message = {
      MessageSchemaVersion: '1.0',
      RequestId: randomUUID(),
      TokenValue: tokenValue,
      ClientId: clientId,
      ClientVersion: '1.2.700.0',
    };
    this.socket.send(JSON.stringify({ ...message, ...changes }));
  }

  /** The output so far, in its order, up to the first gap; without the handshake and flags. */
  get output(): Buffer {
    const chunks: Buffer[] = [];
    let sequence = 0;
    for (let frame = this.#memory.output.get(0); frame !== undefined; frame = this.#memory.output.get(sequence)) {
      if (frame.payloadType === 1) {
        chunks.push(frame.payload);
      }
      sequence += 1;
    }
    return Buffer.concat(chunks);
  }

  get text(): string {
    return this.output.toString();
  }

  /** The `Output` of the message that closed the channel; undefined while it is open. */
  get ending(): unknown {
    const closing = this.frames.find(({ type }) => type === 'channel_closed');
    return closing && JSON_OF(closing)['Output'];
  }

  /** Whether the agent has acknowledged this message of ours. */
  isAcknowledged(sequence: number): boolean {
    return this.frames.some(
      (frame) => frame.type === 'acknowledge' && JSON_OF(frame)['AcknowledgedMessageSequenceNumber'] === sequence,
    );
  }

  /** Sends input under the next sequence number, which it returns, or under a given one. */
  type(input: string | Buffer, sequence?: number): number {
    return this.send(1, input, sequence);
  }

  resize(cols: number, rows: number, sequence?: number): number {
    return this.send(3, JSON.stringify({ cols, rows }), sequence);
  }

  /** Sends stream data of any payload type, as {@link type} does. */
  send(payloadType: number, payload: string | Buffer, sequence = this.#memory.nextSequence++): number {
    this.socket.send(pack({ type: 'input_stream_data', sequence, payloadType, payload: Buffer.from(payload) }));
    return sequence;
  }

  /** Waits for the first stream data of this payload type. */
  async receives(payloadType: number): Promise<BareFrame> {
    const find = () =>
      this.frames.find((frame) => frame.type === 'output_stream_data' && frame.payloadType === payloadType);
    await this.until(`payload type ${payloadType}`, () => find() !== undefined);
    return find()!;
  }

  acknowledge(frame: BareFrame): void {
    const json = {
      AcknowledgedMessageType: frame.type,
      AcknowledgedMessageId: frame.id,
      AcknowledgedMessageSequenceNumber: frame.sequence,
      IsSequentialMessage: true,
    };
    this.socket.send(pack({ type: 'acknowledge', flags: 3, payload: Buffer.from(JSON.stringify(json)) }));
  }

  /** Waits until something is true, looking again whenever something happens here. */
  async until(what: string, condition: () => boolean): Promise<void> {
    if (condition()) {
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const timeout = setTimeout(
        () =>
          reject(
            new Error(`Waited in vain for ${what}. The output ends with ${JSON.stringify(this.text.slice(-500))}`),
          ),
        PATIENCE,
      );
      const check = () => {
        if (!condition()) {
          return;
        }
        clearTimeout(timeout);
        this.#checks.delete(check);
        resolve();
      };
      this.#checks.add(check);
    });
  }

  /** Waits until the gateway has done with everything that was sent so far: it answers pings in their turn. */
  async settled(): Promise<void> {
    for (let round = 0; round < 2; round += 1) {
      const pong = once(this.socket, 'pong');
      this.socket.ping();
      await pong;
    }
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.until(String(text), () => (typeof text === 'string' ? this.text.includes(text) : text.test(this.text)));
  }

  async seesEnd(): Promise<void> {
    await this.until('the end', () => this.ending !== undefined && this.closed !== undefined);
  }

  #receive(bytes: Buffer): void {
    let frame: BareFrame;
    try {
      frame = unpack(bytes);
    } catch {
      this.corrupted += 1;
      this.#check();
      return;
    }
    this.frames.push(frame);
    if (frame.type === 'output_stream_data') {
      this.#memory.output.set(frame.sequence, frame);
      if (this.acknowledging) {
        this.acknowledge(frame);
      }
    }
    this.#check();
  }

  #check(): void {
    for (const check of [...this.#checks]) {
      check();
    }
  }
}
