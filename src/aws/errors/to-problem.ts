import { networkProblem } from '../../network-problem.ts';
import { isProblem, Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { CredentialsFailure } from '../credentials/failure.ts';
import { NoAnswer } from '../limits.ts';
import { explainStatus } from './answer.ts';
import { explainByName } from './by-name.ts';
import { explainSource } from './credentials.ts';
import type { Explanation } from './explanation.ts';
import { type Failure, readFailure } from './failure.ts';
import { noAnswer, noCredentialsInTime } from './no-answer.ts';
import { type Question, serviceName } from './question.ts';
import { explainSignIn } from './sign-in.ts';

/**
 * Says in words what went wrong with a call, and what to do next: by what Node says of the network, by the name of the
 * error, and by the status of the answer.
 */
export function toProblem(error: unknown, question: Question): Problem {
  if (isProblem(error)) {
    return error;
  }
  if (error instanceof NoAnswer) {
    return noAnswer(error);
  }
  if (error instanceof CredentialsFailure) {
    return signInProblem(error, question);
  }
  const failure = readFailure(error);
  const network = networkProblem(failure, question.host ?? serviceName(question), error);
  return network ?? problem(explain(failure, question), error);
}

function explain(failure: Failure, question: Question): Explanation {
  return (
    explainByName(failure, question) ??
    explainStatus(failure, question) ?? [
      'unknown',
      sentence('{0} failed: {1}.', question.operation, failure.name),
      sentence('See the log for the details, then try again.'),
    ]
  );
}

function signInProblem(error: CredentialsFailure, question: Question): Problem {
  if (error.cause instanceof NoAnswer) {
    return noCredentialsInTime(error.cause, question);
  }
  const failure = readFailure(error.cause);
  // The SDK's own words are all that some of its errors keep of the network's.
  const code = /\b(ENOTFOUND|EAI_AGAIN|ECONN[A-Z]+|ETIMEDOUT|E[A-Z]+UNREACH)\b/.exec(failure.message)?.[1];
  const network = networkProblem({ ...failure, code: failure.code ?? code }, 'AWS', error);
  return network?.code === 'no-network'
    ? new Problem(
        'no-network',
        sentence('The service that gives your AWS credentials cannot be reached.'),
        sentence('Check the network connection, then refresh.'),
        error,
      )
    : (network ?? problem(explainSource(error.cause) ?? explainSignIn(failure, question), error));
}

function problem([code, words, nextStep, permission]: Explanation, cause: unknown): Problem {
  return new Problem(code, words, nextStep, cause, permission);
}
