import { isProblem, type Problem } from '../../problem.ts';
import type { Encryption } from '../api.ts';
import { asObject, asText, type JsonObject, readObject } from '../wire/json.ts';
import { CLIENT_VERSION } from '../wire/messages.ts';
import { Cipher, DATA_KEY_LENGTH } from './cipher.ts';
import { encryptionNotPossible, noDataKey, unsupported } from './problems.ts';

/** What the agent told of a session when it began. */
export interface Handshake {
  /** `3.3.1142.0`, for example. */
  readonly agentVersion: string;
  /** `InteractiveCommands`, `Standard_Stream`, `NonInteractiveCommands` or `Port`; empty if it was not told. */
  readonly sessionType: string;
  /** What the session type's document says; of any shape. */
  readonly properties: unknown;
}

/** What this side can agree to. */
export interface Terms {
  readonly sessionId: string;
  readonly sessionTypes: readonly string[];
  readonly encryption: Encryption | undefined;
}

/** The answer to the agent's handshake request. */
export interface Answer {
  readonly handshake: Handshake;
  /** The payload to reply with, also where there is a problem: the agent then says no more. */
  readonly response: Buffer;
  /** Encrypts from now on; undefined where nothing is encrypted. */
  readonly cipher: Cipher | undefined;
  /** Why there can be no session. */
  readonly problem: Problem | undefined;
}

/** That an agent may ask for at once. There are two; each asks KMS for a key at most. */
export const MOST_ACTIONS = 8;
/** Bytes of an encrypted challenge. The agent's has 64, and what encryption adds. */
const LARGEST_CHALLENGE = 1024;

/** Of an action; any but the first makes the agent end the session. */
const Status = { success: 1, failed: 2, unsupported: 3 } as const;

/** What became of one action that the agent asked for. */
interface Processed {
  readonly status: (typeof Status)[keyof typeof Status];
  /** As the agent reads it; null where there is nothing to say. */
  readonly result: JsonObject | null;
  readonly problem?: Problem;
  readonly cipher?: Cipher;
}

/**
 * Does what the agent asks for at the beginning of a session: agrees to the session's type, and fetches the key for
 * its encryption. Answers undefined where the request cannot be read. Never rejects.
 */
export async function answerHandshake(request: Uint8Array, terms: Terms): Promise<Answer | undefined> {
  const content = readObject(request);
  const requested = content?.RequestedClientActions;
  if (content === undefined || !Array.isArray(requested) || requested.length > MOST_ACTIONS) {
    return undefined;
  }
  let sessionType = '';
  let properties: unknown;
  let cipher: Cipher | undefined;
  let problem: Problem | undefined;
  const actions: JsonObject[] = [];
  for (const action of requested.map(asObject)) {
    const type = asText(action?.ActionType);
    const parameters = asObject(action?.ActionParameters) ?? {};
    if (type === 'SessionType') {
      sessionType = asText(parameters.SessionType);
      properties = parameters.Properties;
    }
    if (type === 'KMSEncryption' && cipher !== undefined) {
      // One session has one key.
      cipher.destroy();
      return undefined;
    }
    const processed = await process(type, parameters, terms);
    cipher ??= processed.cipher;
    problem ??= processed.problem;
    actions.push({
      ActionType: type,
      ActionStatus: processed.status,
      ActionResult: processed.result,
      Error: processed.problem?.message ?? '',
    });
  }
  return {
    handshake: { agentVersion: asText(content.AgentVersion), sessionType, properties },
    response: Buffer.from(
      JSON.stringify({ ClientVersion: CLIENT_VERSION, ProcessedClientActions: actions, Errors: [] }),
    ),
    cipher,
    problem,
  };
}

async function process(type: string, parameters: JsonObject, terms: Terms): Promise<Processed> {
  switch (type) {
    case 'SessionType': {
      const sessionType = asText(parameters.SessionType);
      return terms.sessionTypes.includes(sessionType)
        ? { status: Status.success, result: null }
        : { status: Status.unsupported, result: null, problem: unsupported(sessionType) };
    }
    case 'KMSEncryption':
      return terms.encryption === undefined
        ? { status: Status.unsupported, result: null, problem: encryptionNotPossible() }
        : await agreeOnKey(parameters, terms.sessionId, terms.encryption);
    default:
      return { status: Status.unsupported, result: null, problem: unsupported(type) };
  }
}

/** The encryption context must be to the letter that of the agent, or its `kms:Decrypt` fails. */
async function agreeOnKey(parameters: JsonObject, sessionId: string, encryption: Encryption): Promise<Processed> {
  const challenge = encryption.answerChallenge === true ? asText(parameters.Challenge) : '';
  try {
    const { plaintext, ciphertext } = await encryption.dataKey(asText(parameters.KMSKeyId), {
      'aws:ssm:SessionId': sessionId,
      'aws:ssm:TargetId': await encryption.target(),
      ...(challenge !== '' && { 'aws:ssm:RandomChallenge': challenge }),
    });
    const isWhole = plaintext.length === DATA_KEY_LENGTH;
    const cipher = isWhole ? new Cipher(plaintext) : undefined;
    plaintext.fill(0);
    if (cipher === undefined) {
      return { status: Status.failed, result: null, problem: noDataKey() };
    }
    const result = {
      KMSCipherTextKey: Buffer.from(ciphertext).toString('base64'),
      ChallengeAcknowledgement: challenge !== '',
    };
    return { status: Status.success, result, cipher };
  } catch (error) {
    return { status: Status.failed, result: null, problem: isProblem(error) ? error : noDataKey(error) };
  }
}

/**
 * Re-encrypts what the agent encrypted, which proves that both have the key. Undefined where it cannot be decrypted, or
 * is larger than any challenge.
 */
export function answerChallenge(request: Uint8Array, cipher: Cipher): Buffer | undefined {
  const encrypted = Buffer.from(asText(readObject(request)?.Challenge), 'base64');
  const challenge = encrypted.length > LARGEST_CHALLENGE ? undefined : cipher.decrypt(encrypted);
  return challenge && Buffer.from(JSON.stringify({ Challenge: cipher.encrypt(challenge).toString('base64') }));
}

/** What the agent wants the user to read when the handshake is complete; often empty. */
export function customerMessage(complete: Uint8Array): string {
  return asText(readObject(complete)?.CustomerMessage);
}
