import { codeOf, networkProblem, notReached } from '../../network-problem.ts';
import { isProblem, Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { type Loss, OPEN_WITHIN } from './connection.ts';

/** The WebSocket code for "I do not accept what you said": the token. */
const POLICY_VIOLATION = 1008;

const OPEN_ANOTHER = sentence('Open a new session.');

/** Whether the service has closed the connection because it does not accept the token. */
export function isRefusal(loss: Loss): boolean {
  return loss.kind === 'closed' && loss.code === POLICY_VIOLATION;
}

/** What a lost connection means to the user. `begun` tells whether the session had begun. */
export function connectionProblem(loss: Loss, streamUrl: string, begun: boolean): Problem {
  switch (loss.kind) {
    case 'not signed':
      return notSigned(loss.error);
    case 'refused':
      return networkProblem(loss, hostOf(streamUrl)) ?? refused(loss.status, hostOf(streamUrl));
    case 'closed':
      return closed(loss, begun);
    case 'error':
      return begun ? lost(loss.error) : unreachable(loss.error, hostOf(streamUrl));
    case 'malformed':
      return malformed();
    case 'timeout':
      return notReached(hostOf(streamUrl), OPEN_WITHIN / 1000);
    case 'silent':
      return lost();
  }
}

/** The service does not give the session back: it has ended meanwhile, or was idle too long. */
export function sessionLost(cause?: unknown): Problem {
  return new Problem(
    'session/lost',
    sentence('The connection was lost, and the session cannot be resumed.'),
    sentence('Open a new session. Programs of the old one may run on until ECS closes it after 20 idle minutes.'),
    cause,
  );
}

function notSigned(error: unknown): Problem {
  return isProblem(error)
    ? error
    : new Problem(
        'session/not-signed',
        sentence('The request to open the session could not be signed.'),
        sentence('Check your AWS credentials, then try again.'),
        error,
      );
}

function malformed(): Problem {
  return new Problem(
    'session/malformed',
    sentence('The address of the session is not valid.'),
    sentence('If an endpoint is set in the settings, check that it is right.'),
  );
}

function refused(status: number, host: string): Problem {
  if (status === 401 || status === 403) {
    return new Problem(
      'session/forbidden',
      sentence('{0} refused to open the session ({1}).', host, status),
      sentence(
        'Allow ssmmessages:OpenDataChannel on arn:aws:ssm:*:*:session/ecs-execute-command-*. If it is ' +
          'allowed, check your credentials, the clock of this computer, and that no proxy blocks {0}.',
        host,
      ),
    );
  }
  if (status === 404 || status === 410) {
    return new Problem(
      'session/gone',
      sentence('{0} does not know this session ({1}): it has ended, or was not opened in time.', host, status),
      OPEN_ANOTHER,
    );
  }
  return new Problem(
    'session/refused',
    sentence('{0} did not open the session. It answered {1}.', host, status),
    sentence(
      'Try again. If that does not help, check that your proxy or firewall lets WebSocket connections to {0} through.',
      host,
    ),
  );
}

function closed(loss: Loss & { readonly kind: 'closed' }, begun: boolean): Problem {
  if (begun) {
    return lost();
  }
  return isRefusal(loss)
    ? new Problem(
        'session/token-refused',
        sentence('The token of the session was refused: it can be used only once, and only for a short time.'),
        OPEN_ANOTHER,
      )
    : new Problem(
        'session/closed-early',
        sentence('The connection was closed before the session began ({0}).', loss.code),
        OPEN_ANOTHER,
      );
}

function unreachable(error: Error, host: string): Problem {
  const code = codeOf(error);
  return (
    networkProblem({ message: error.message, code }, host, error) ??
    new Problem(
      'session/unreachable',
      sentence('{0} could not be reached ({1}).', host, code ?? error.name),
      sentence('Check the network connection, VPN and firewall.'),
      error,
    )
  );
}

function lost(cause?: Error): Problem {
  return new Problem(
    'session/connection-lost',
    sentence('The connection to the session was lost.'),
    sentence('Open a new session. Programs of the old one may run on until ECS closes it after 20 idle minutes.'),
    cause,
  );
}

/** The only part of the address that a user should read: the rest names the session and may hold a signature. */
function hostOf(streamUrl: string): string {
  try {
    return new URL(streamUrl).host;
  } catch {
    return 'AWS';
  }
}
