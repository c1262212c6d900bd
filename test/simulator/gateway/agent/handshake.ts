import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { AgentOptions } from '../api.ts';
import type { ClientInput } from '../client-message.ts';
import { PayloadType } from '../frame.ts';
import { parseJson } from '../json.ts';
import { ProtocolError } from '../protocol-error.ts';
import { SessionCipher } from './cipher.ts';
import { ActionStatus, type ProcessedAction, readHandshakeResponse } from './handshake-response.ts';

/** How many random bytes the client has to decrypt and encrypt again. */
const CHALLENGE_LENGTH = 64;
const ENCRYPTED_MESSAGE = 'This session is encrypted using AWS KMS.';
const TOO_LATE = 'Handshake timed out. Please ensure that you have the latest version of the session manager plugin.';
const CHALLENGE_TOO_LATE = 'Timed out waiting for encryption challenge.';

export interface Encryption {
  readonly kmsKeyId: string;
  readonly sessionId: string;
  /** `ecs:<cluster>_<task id>_<runtime id>` */
  readonly target: string;
  /** The agent's call of `kms:Decrypt`. Throws an error whose message is KMS's. */
  readonly decrypt: (ciphertext: Buffer, context: Readonly<Record<string, string>>) => Buffer;
}

export interface HandshakeOptions {
  readonly sessionType: string;
  readonly properties: unknown;
  /** Undefined where the session is not encrypted. */
  readonly encryption: Encryption | undefined;
  readonly behaviour: AgentOptions;
  readonly send: (payloadType: number, payload: Buffer) => void;
  readonly onComplete: (clientVersion: string, cipher: SessionCipher | undefined) => void;
  /** The argument is what the agent says about it. */
  readonly onFailed: (reason: string) => void;
}

/** An answer of the client in the handshake. */
export type Answer = Extract<ClientInput['content'], { kind: 'handshakeResponse' | 'challengeResponse' }>;

type State =
  | { readonly name: 'idle' | 'over' }
  | { readonly name: 'requested' }
  | {
      readonly name: 'challenged';
      readonly clientVersion: string;
      readonly cipher: SessionCipher;
      readonly challenge: Buffer;
    };

/**
 * The agent's side of the handshake: session type, version and, for an encrypted session, the data key and the proof
 * that the client has it (agent/session/datachannel/datachannel.go of aws/amazon-ssm-agent).
 */
export class Handshake {
  readonly #options: HandshakeOptions;
  /** Goes into the encryption context if the client says that it has put it there too. */
  readonly #randomChallenge = randomBytes(CHALLENGE_LENGTH).toString('base64');
  #state: State = { name: 'idle' };
  #startedAt = 0;
  #timeout: NodeJS.Timeout | undefined;

  constructor(options: HandshakeOptions) {
    this.#options = options;
  }

  /** Whether it is done with, well or not. */
  get isOver(): boolean {
    return this.#state.name === 'over';
  }

  start(): void {
    const { sessionType, properties, encryption, behaviour } = this.#options;
    const actions = [
      { ActionType: 'SessionType', ActionParameters: { SessionType: sessionType, Properties: properties } },
      ...(encryption === undefined
        ? []
        : [{ ActionType: 'KMSEncryption', ActionParameters: this.#kmsParameters(encryption) }]),
    ];
    this.#startedAt = performance.now();
    this.#state = { name: 'requested' };
    this.#send(PayloadType.handshakeRequest, { AgentVersion: behaviour.agentVersion, RequestedClientActions: actions });
    this.#expectAnswer(TOO_LATE);
  }

  /** Throws a {@link ProtocolError}. */
  take(answer: Answer): void {
    if (answer.kind === 'handshakeResponse' && this.#state.name === 'requested') {
      this.#takeResponse(answer.payload);
    } else if (answer.kind === 'challengeResponse' && this.#state.name === 'challenged') {
      this.#takeChallenge(answer.payload, this.#state);
    } else {
      throw new ProtocolError('The client answers what the handshake has not asked.');
    }
  }

  close(): void {
    clearTimeout(this.#timeout);
  }

  #kmsParameters({ kmsKeyId }: Encryption): Readonly<Record<string, string>> {
    const offered = this.#options.behaviour.randomChallenge !== 'none';
    return { KMSKeyId: kmsKeyId, ...(offered && { Challenge: this.#randomChallenge }) };
  }

  #takeResponse(payload: Buffer): void {
    const { encryption } = this.#options;
    const requested = encryption === undefined ? ['SessionType'] : ['SessionType', 'KMSEncryption'];
    const { clientVersion, actions } = readHandshakeResponse(payload, requested);
    const failed = actions.find(({ status }) => status !== ActionStatus.success);
    if (failed !== undefined) {
      this.#fail(`${failed.type} failed on client with status ${failed.status} error: ${failed.error}`);
      return;
    }
    const encrypted = actions.find(({ type }) => type === 'KMSEncryption');
    if (encryption === undefined || encrypted === undefined) {
      this.#complete(clientVersion, undefined);
      return;
    }
    const cipher = this.#makeCipher(encryption, encrypted);
    if (cipher !== undefined) {
      this.#sendChallenge(clientVersion, cipher);
    }
  }

  /** Undefined where it failed. */
  #makeCipher(encryption: Encryption, { result }: ProcessedAction): SessionCipher | undefined {
    const {
      KMSCipherTextKey: key,
      KMSCipherTextHash: _,
      ChallengeAcknowledgement: acknowledged = false,
      ...others
    } = result;
    const ciphertext = readBase64(key);
    if (ciphertext === undefined || typeof acknowledged !== 'boolean' || Object.keys(others).length > 0) {
      throw new ProtocolError(
        'The handshake response must have a KMSCipherTextKey in base64 as result of KMSEncryption.',
      );
    }
    const { randomChallenge } = this.#options.behaviour;
    if (randomChallenge === 'required' && !acknowledged) {
      this.#fail('client does not support required encryption context random challenge');
      return undefined;
    }
    const context = {
      'aws:ssm:SessionId': encryption.sessionId,
      'aws:ssm:TargetId': encryption.target,
      ...(acknowledged && randomChallenge !== 'none' && { 'aws:ssm:RandomChallenge': this.#randomChallenge }),
    };
    let dataKey: Buffer;
    try {
      dataKey = encryption.decrypt(ciphertext, context);
    } catch (error) {
      this.#fail(
        `Fetching data key failed: Unable to retrieve data key, Error when decrypting data key ${error instanceof Error ? error.message : String(error)}`,
      );
      return undefined;
    }
    return new SessionCipher(dataKey);
  }

  #sendChallenge(clientVersion: string, cipher: SessionCipher): void {
    const challenge = randomBytes(CHALLENGE_LENGTH);
    this.#state = { name: 'challenged', clientVersion, cipher, challenge };
    this.#send(PayloadType.encryptionChallengeRequest, { Challenge: cipher.encrypt(challenge).toString('base64') });
    this.#expectAnswer(CHALLENGE_TOO_LATE);
  }

  /** Where the real agent would wait for a better answer until the time is up, this one says at once what is wrong. */
  #takeChallenge(payload: Buffer, { clientVersion, cipher, challenge }: State & { name: 'challenged' }): void {
    const { Challenge: answer, ...others } = parseJson(payload) ?? {};
    const encrypted = readBase64(answer);
    if (encrypted === undefined || Object.keys(others).length > 0) {
      throw new ProtocolError('The encryption challenge response must have a Challenge in base64.');
    }
    const answered = cipher.decrypt(encrypted);
    if (answered === undefined) {
      throw new ProtocolError('Error decrypting encrypted text, cipher: message authentication failed');
    }
    if (!answered.equals(challenge)) {
      throw new ProtocolError('Encryption challenge does not match!');
    }
    this.#complete(clientVersion, cipher);
  }

  #complete(clientVersion: string, cipher: SessionCipher | undefined): void {
    this.#end();
    const nanoseconds = Math.round((performance.now() - this.#startedAt) * 1e6);
    const message = cipher === undefined ? '' : ENCRYPTED_MESSAGE;
    this.#send(PayloadType.handshakeComplete, { HandshakeTimeToComplete: nanoseconds, CustomerMessage: message });
    this.#options.onComplete(clientVersion, cipher);
  }

  #fail(reason: string): void {
    this.#end();
    const { behaviour, onFailed } = this.#options;
    this.#timeout = setTimeout(
      () => onFailed(`Encountered error while initiating handshake. ${reason}`),
      behaviour.startErrorDelay,
    );
  }

  #end(): void {
    clearTimeout(this.#timeout);
    this.#state = { name: 'over' };
  }

  #expectAnswer(reason: string): void {
    clearTimeout(this.#timeout);
    this.#timeout = setTimeout(() => this.#fail(reason), this.#options.behaviour.handshakeTimeout);
  }

  #send(payloadType: number, content: object): void {
    this.#options.send(payloadType, Buffer.from(JSON.stringify(content)));
  }
}

/** Undefined for anything that is not a text in base64. */
function readBase64(value: unknown): Buffer | undefined {
  if (typeof value !== 'string' || value === '') {
    return undefined;
  }
  const bytes = Buffer.from(value, 'base64');
  return bytes.toString('base64') === value ? bytes : undefined;
}
