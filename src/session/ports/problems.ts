import { LAST_PORT } from '../../port.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { SessionEnd } from '../api.ts';
import { errorCode } from '../error-code.ts';
import { inOneLine } from '../wire/messages.ts';

/** Why there is no listening on a local port. `port` is 0 where any would have done. */
export function noLocalPort(port: number, cause: unknown): Problem {
  const code = errorCode(cause);
  switch (code) {
    case 'EADDRINUSE':
      return localPortTaken(port);
    case 'EACCES':
      return new Problem(
        'ports/local-port-denied',
        sentence('This computer does not let VS Code listen on port {0}.', port),
        sentence('Choose a local port from 1024 to {0}.', LAST_PORT),
        cause,
      );
    default:
      return new Problem(
        'ports/local-port',
        sentence('VS Code cannot listen on port {0} of this computer ({1}).', port, code || 'unknown'),
        sentence('Choose another local port.'),
        cause,
      );
  }
}

export function localPortTaken(port: number): Problem {
  return new Problem(
    'ports/local-port-taken',
    sentence('Another program uses port {0} of this computer.', port),
    sentence('Choose another local port.'),
  );
}

/** What the agent sends is not what its version should. */
export function notUnderstood(): Problem {
  return new Problem(
    'ports/not-understood',
    sentence('The extension does not understand what the exec agent sent for the forwarded port.'),
    sentence('Forward the port again. If that does not help, start a new task: it gets a new agent.'),
  );
}

/** What the agent says (seen with version 3.3.1142.0), partly in Go's words. */
const UNKNOWN_HOST = /^lookup (\S+?)(?: on \S+)?: /;
const FORBIDDEN_HOST = /^Forwarding to IP address (\S+) is forbidden/;
const NO_CONNECTION = /^Unable to connect to specified port: (.+)/;

const AGAIN = sentence('Forward the port again.');

/** How a forwarded port has ended, with the agent's reasons in the user's words and with a next step. */
export function portEnd(end: SessionEnd): SessionEnd {
  switch (end.reason) {
    case 'left':
      return end;
    case 'failed':
      return { reason: 'failed', problem: forPorts(end.problem) };
    case 'closed': {
      const words = inOneLine(end.message);
      return words === '' ? end : { reason: 'failed', problem: closedByAgent(words) };
    }
  }
}

function closedByAgent(words: string): Problem {
  const [, unknown] = UNKNOWN_HOST.exec(words) ?? [];
  if (unknown !== undefined) {
    return new Problem(
      'ports/host-not-found',
      sentence('The container cannot find the host {0}.', unknown),
      sentence("Check the name, and that the DNS of the task's network knows it."),
    );
  }
  const [, forbidden] = FORBIDDEN_HOST.exec(words) ?? [];
  if (forbidden !== undefined) {
    return new Problem(
      'ports/forbidden-host',
      sentence('The exec agent in the container does not forward ports to {0}.', forbidden),
      sentence(
        "Choose another host. Ports of the network's own services, such as instance metadata and DNS, " +
          'cannot be forwarded.',
      ),
    );
  }
  const [, reason] = NO_CONNECTION.exec(words) ?? [];
  return reason === undefined
    ? new Problem('ports/ended', sentence('The exec agent in the container ended the session: {0}', words), AGAIN)
    : new Problem(
        'ports/no-connection',
        sentence('The exec agent in the container cannot connect to that port: {0}', reason),
        sentence('Check the port, and that the program behind it is running, then forward the port again.'),
      );
}

/** What ended the session, with a next step that fits a port: elsewhere it is one for shells. */
function forPorts(problem: Problem): Problem {
  switch (problem.code) {
    case 'session/lost':
    case 'session/connection-lost':
    case 'session/agent-absent':
      return new Problem(problem.code, problem.sentence, AGAIN, problem);
    case 'session/forbidden':
      return new Problem(
        problem.code,
        problem.sentence,
        sentence(
          'Allow ssmmessages:OpenDataChannel on your own sessions (arn:aws:ssm:*:*:session/{0}). If it ' +
            'is allowed, check that your credentials have not expired and the clock of this computer is ' +
            'right.',
          '${aws:userid}-*',
        ),
        problem,
      );
    default:
      return problem;
  }
}
