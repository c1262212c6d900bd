import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { CHALLENGE_REQUIRED, type SessionEnd } from '../api.ts';
import { withoutShell } from '../channel/start-problem.ts';
import { inOneLine } from '../wire/messages.ts';

/** Go's words, which the agent passes on, for a program that cannot be found. */
const NOT_FOUND = /unable to start command.*(no such file or directory|executable file not found)/i;
/** The agent's words, and those of ECS, for one session too many. */
const TOO_MANY = /maximum (number of sessions|session limit)/i;

/** What it means that a session ended before what ran in it was done. */
export function endedEarly(end: SessionEnd): Problem {
  switch (end.reason) {
    case 'failed':
      return end.problem;
    case 'left':
      return new Problem(
        'command/left',
        sentence('The session was closed before the command was finished.'),
        sentence('Run it again.'),
      );
    case 'closed':
      return end.missing === true && end.message === ''
        ? outputMissing()
        : closedEarly(inOneLine(end.message), end.problem);
  }
}

/** The agent has left, and something that it was to carry has not arrived. */
export function outputMissing(): Problem {
  return new Problem(
    'command/output-missing',
    sentence('Some of the output was lost because the connection was bad.'),
    sentence('Run it again.'),
  );
}

function closedEarly(words: string, known: Problem | undefined): Problem {
  if (NOT_FOUND.test(words)) {
    return new Problem(
      'command/no-shell',
      withoutShell(),
      sentence('Use an image with a shell, or add a container that has one to the task.'),
    );
  }
  if (TOO_MANY.test(words)) {
    return new Problem(
      'session-limit',
      sentence('The container has as many sessions as its agent allows, which is two.'),
      sentence('Each terminal, command, copy and forwarded port is one. End one of them, then try again.'),
    );
  }
  if (known?.code === CHALLENGE_REQUIRED) {
    return known;
  }
  return words === ''
    ? new Problem(
        'command/stopped',
        sentence('The command was stopped in the container before it was finished.'),
        sentence('Check that the task is still running, then run it again.'),
      )
    : new Problem(
        'command/refused',
        sentence('The exec agent in the container ended the session: {0}', words),
        sentence('Run it again.'),
      );
}
