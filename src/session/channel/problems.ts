import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';

/** The agent asks for a session type or a step of the handshake that this side does not know. */
export function unsupported(what: string): Problem {
  return new Problem(
    'session/unsupported',
    sentence(
      'The exec agent in the container asks for "{0}", which this version of the extension does not support.',
      what,
    ),
    sentence('Update the extension.'),
  );
}

export function unreadableHandshake(): Problem {
  return new Problem(
    'session/handshake',
    sentence('The exec agent in the container began the session in a way that the extension does not understand.'),
    sentence('Update the extension. If that does not help, start a new task: it gets a new agent.'),
  );
}

export function encryptionNotPossible(): Problem {
  return new Problem(
    'session/encrypted',
    sentence('The session must be encrypted with a KMS key, which is not possible here.'),
    sentence('Update the extension.'),
  );
}

export function noDataKey(cause?: unknown): Problem {
  return new Problem(
    'session/no-data-key',
    sentence('KMS did not return a usable key for the session.'),
    sentence("Check that the cluster's KMS key exists and is enabled, then open a new session."),
    cause,
  );
}

/** A payload was changed on its way, or encrypted with another key. */
export function undecryptable(): Problem {
  return new Problem(
    'session/undecryptable',
    sentence('The data of the session could not be decrypted.'),
    sentence('Open a new session.'),
  );
}

/** The way to the agent is open, but it does not begin the session. */
export function agentAbsent(): Problem {
  return new Problem(
    'session/agent-absent',
    sentence('The exec agent in the container does not answer.'),
    sentence('Check that the task is still running, then open a new session.'),
  );
}
