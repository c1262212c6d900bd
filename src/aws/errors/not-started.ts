import { Problem } from '../../problem.ts';
import { sentence, type Text } from '../../text.ts';
import { redact } from '../redact.ts';

/** A failure that stands in an answer of RunTask, beside the tasks that were started. */
interface StartFailure {
  readonly reason?: string | undefined;
  readonly detail?: string | undefined;
}

/**
 * Why RunTask started nothing though it answered without an error.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
 */
export function notStarted([failure]: readonly StartFailure[]): Problem {
  const reason = redact(failure?.reason ?? '');
  const detail = redact(failure?.detail ?? '').replace(/\.+$/, '');
  const words = inWords(reason);
  return new Problem(
    'not-started',
    detail === ''
      ? sentence('ECS did not start the task: {0}.', words)
      : sentence('ECS did not start the task: {0} ({1}).', words, detail),
    /^(RESOURCE|AGENT|CAPACITY)/.test(reason)
      ? sentence('Wait until the cluster has room, then try again.')
      : sentence('Check the service and its task definition, then try again.'),
  );
}

function inWords(reason: string): Text | string {
  const [, resource] = /^RESOURCE:(.+)$/.exec(reason) ?? [];
  if (resource !== undefined) {
    return sentence('no container instance has enough {0} left', resource);
  }
  switch (reason) {
    case '':
      return sentence('it gave no reason');
    case 'AGENT':
      return sentence('the ECS agent of the container instance is not connected');
    case 'ATTRIBUTE':
      return sentence('no container instance has what the task definition requires');
    case 'LOCATION':
      return sentence('no container instance is in the right place');
    case 'INACTIVE':
      return sentence('the cluster or the container instance is not active');
    default:
      return reason;
  }
}
