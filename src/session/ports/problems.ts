import { Problem } from '../../problem.ts';
import { text } from '../../text.ts';
import { errorCode } from '../error-code.ts';

/** Why there is no listening on a local port. `port` is 0 where any would have done. */
export function noLocalPort(port: number, cause: unknown): Problem {
  const code = errorCode(cause);
  switch (code) {
    case 'EADDRINUSE':
      return localPortTaken(port);
    case 'EACCES':
      return new Problem(
        'ports/local-port-denied',
        text('The system does not let VS Code listen on port {0}.', port),
        text('Choose a local port from 1024 up.'),
        cause,
      );
    default:
      return new Problem(
        'ports/local-port',
        text('Port {0} of this computer cannot be listened on ({1}).', port, code || 'unknown'),
        text('Choose another local port.'),
        cause,
      );
  }
}

export function localPortTaken(port: number): Problem {
  return new Problem(
    'ports/local-port-taken',
    text('Port {0} of this computer is taken by another program.', port),
    text('Choose another local port.'),
  );
}

/** What the agent sends is not what its version should. */
export function notUnderstood(): Problem {
  return new Problem(
    'ports/not-understood',
    text('What the agent in the container sent for the forwarded port cannot be understood.'),
    text('Forward the port again. If that does not help, start a new task, which gets a new agent.'),
  );
}

const AGAIN = text('Forward the port again.');

/** What ended the session, with a next step that fits a port: elsewhere it is one for shells. */
export function forPorts(problem: Problem): Problem {
  switch (problem.code) {
    case 'session/lost':
    case 'session/connection-lost':
    case 'session/agent-absent':
      return new Problem(problem.code, problem.sentence, AGAIN, problem);
    case 'session/forbidden':
      return new Problem(
        problem.code,
        problem.sentence,
        text('You need ssmmessages:OpenDataChannel on your own sessions (arn:aws:ssm:*:*:session/{0}). If you have it, check that your credentials have not expired and that the clock of this computer is right.', '${aws:userid}-*'),
        problem,
      );
    default:
      return problem;
  }
}
