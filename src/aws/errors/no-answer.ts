import { notReached } from '../../network-problem.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { NoAnswer } from '../limits.ts';
import type { Question } from './question.ts';

/** That a service did not answer in time. */
export function noAnswer({ host = '', phase, seconds }: NoAnswer): Problem {
  switch (phase) {
    case 'request':
      return new Problem(
        'no-answer',
        sentence('{0} accepted the request, but did not answer within {1} seconds.', host, seconds),
        sentence('Check the network connection, VPN and firewall, then try again.'),
      );
    case 'route':
      return new Problem(
        'no-answer',
        sentence('{0} could not be reached within {1} seconds.', host, seconds),
        sentence("Check VS Code's setting http.proxy and the network connection, then try again."),
      );
    default:
      return notReached(host, seconds);
  }
}

/** That whoever gives the credentials did not answer in time. */
export function noCredentialsInTime({ host, seconds }: NoAnswer, { profile }: Question): Problem {
  return host === undefined
    ? new Problem(
        'no-answer',
        sentence(
          'The credential_process of profile "{0}" was stopped because it did not end within {1} seconds.',
          profile,
          seconds,
        ),
        sentence('Run it in a terminal to see what it waits for, or select another profile.'),
      )
    : new Problem(
        'no-answer',
        sentence(
          '{0}, which gives the credentials of profile "{1}", did not answer within {2} seconds.',
          host,
          profile,
          seconds,
        ),
        sentence('Check the network connection, VPN and firewall, then try again; or select another profile.'),
      );
}
