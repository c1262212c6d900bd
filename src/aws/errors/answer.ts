import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { Explanation } from './explanation.ts';
import type { Failure } from './failure.ts';
import { type Question, type Service, serviceName } from './question.ts';

/** That something else answered where a service of AWS was asked. */
export function notAws(service: Service, host: string | undefined, status: number): Problem {
  const [code, sentence, nextStep] = explainNotAws({ service, host }, status);
  return new Problem(code, sentence, nextStep);
}

/** An answer that names no error. Each answer of AWS names its request, so that one which does not is from another. */
export function explainStatus({ status, requestId }: Failure, question: Question): Explanation | undefined {
  if (status === undefined) {
    return undefined;
  }
  if (requestId === undefined) {
    return explainNotAws(question, status);
  }
  return status >= 500
    ? [
        'aws-server',
        sentence('{0} had an error of its own.', serviceName(question)),
        sentence('Wait a few seconds, then try again.'),
      ]
    : undefined;
}

function explainNotAws(question: Pick<Question, 'service' | 'host'>, status: number): Explanation {
  const name = serviceName(question);
  const host = question.host ?? name;
  return [
    'not-aws',
    sentence('What answered at {0} is not {1} (HTTP {2}).', host, name, status),
    sentence(
      'Check the endpoint that is set, that your proxy or firewall lets requests to {0} through, and ' +
        'whether your network needs you to sign in.',
      host,
    ),
  ];
}
