import { sentence } from '../../text.ts';
import { targetNotConnected } from './ecs.ts';
import { type Explanation, names, oneSentence } from './explanation.ts';
import type { Failure } from './failure.ts';
import { type Question, serviceName } from './question.ts';

/**
 * What Systems Manager documents for StartSession, ResumeSession and TerminateSession
 * (https://docs.aws.amazon.com/systems-manager/latest/APIReference), and answers.
 */
export const SSM = names(
  [['TargetNotConnected'], targetNotConnected],
  [['InvalidDocument'], noPortForwarding],
  [['InvalidParameters'], invalidParameters],
  [['DoesNotExistException'], sessionNotFound],
);

function noPortForwarding(_failure: Failure, { region }: Question): Explanation {
  return [
    'no-port-forwarding',
    sentence('Session Manager in {0} cannot forward this port.', region),
    sentence('Select another region, or see the log for the details.'),
  ];
}

function invalidParameters({ message }: Failure, question: Question): Explanation {
  return [
    'invalid-parameter',
    sentence('{0} refused {1}: {2}', serviceName(question), question.operation, oneSentence(message)),
    sentence('Check the port and the name of the host, then try again.'),
  ];
}

function sessionNotFound(): Explanation {
  return ['session-not-found', sentence('The session no longer exists.'), sentence('Open a new one.')];
}
