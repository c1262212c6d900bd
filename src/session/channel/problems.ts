import { Problem } from '../../problem.ts';
import { text } from '../../text.ts';

/** The agent asks for a session type or a step of the handshake that this side does not know. */
export function unsupported(what: string): Problem {
  return new Problem(
    'session/unsupported',
    text('The exec agent in the container asks for "{0}", which this version of the extension does not support.', what),
    text('Update the extension.'),
  );
}

export function unreadableHandshake(): Problem {
  return new Problem(
    'session/handshake',
    text('The exec agent in the container began the session in a way that the extension does not understand.'),
    text('Update the extension. If that does not help, start a new task: it gets a new agent.'),
  );
}

export function encryptionNotPossible(): Problem {
  return new Problem(
    'session/encrypted',
    text('The session must be encrypted with a KMS key, which is not possible here.'),
    text('Update the extension.'),
  );
}

export function noDataKey(cause?: unknown): Problem {
  return new Problem(
    'session/no-data-key',
    text('KMS did not return a usable key for the session.'),
    text("Check that the cluster's KMS key exists and is enabled, then open a new session."),
    cause,
  );
}

/** A payload was changed on its way, or encrypted with another key. */
export function undecryptable(): Problem {
  return new Problem(
    'session/undecryptable',
    text('The data of the session could not be decrypted.'),
    text('Open a new session.'),
  );
}

/** The way to the agent is open, but it does not begin the session. */
export function agentAbsent(): Problem {
  return new Problem(
    'session/agent-absent',
    text('The exec agent in the container does not answer.'),
    text('Check that the task is still running, then open a new session.'),
  );
}
