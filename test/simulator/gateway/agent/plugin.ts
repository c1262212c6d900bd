import type { AgentOptions } from '../api.ts';
import type { ClientInput } from '../client-message.ts';
import type { Taken } from './receiver.ts';

/** Input that is not the agent's own business. Encrypted input comes decrypted. */
export type PluginInput = Extract<ClientInput['content'], { kind: 'stdin' | 'size' | 'flag' }>;

/** What a session is for, once its handshake is over or skipped. The agent's own word for it. */
export interface Plugin {
  /** Called once. The version is what the client says in the handshake; undefined where there is none. */
  start(clientVersion: string | undefined): void;
  take(input: PluginInput): Taken;
  /** There may be room for output again, and acknowledgements may have come. */
  proceed(): void;
  /** Ends everything that it started; settles when it is gone. */
  close(): Promise<void>;
}

/** What a plugin has of its agent. */
export interface PluginHost {
  readonly behaviour: AgentOptions;
  /** How many messages wait for their acknowledgement. */
  unacknowledged(): number;
  /** Whether output may go on its way now. */
  maySend(): boolean;
  /** Sends stream data, encrypted where it has to be. */
  send(payloadType: number, payload: Buffer): void;
  /** The session is over; the argument is what the client is told, empty after a normal end. */
  end(output: string): void;
  /** The client did something against the protocol. */
  fail(error: unknown): void;
}

/** How the agent marks what went wrong on its side (seen with version 3.3.1142.0). */
export function agentError(text: string): string {
  return `\n----------ERROR-------\n${text}\n\n`;
}
