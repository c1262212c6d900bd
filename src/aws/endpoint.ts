import { Problem } from '../problem.ts';
import { sentence } from '../text.ts';
import { isLoopback } from './loopback.ts';

/**
 * AWS's own names, those of interface endpoints (`vpce-….ecs.eu-central-1.vpce.amazonaws.com`) included, in every
 * partition: those of China, of the European Sovereign Cloud and of the isolated regions end otherwise (`dnsSuffix` and
 * `dualStackDnsSuffix` in @aws-sdk/core, util-endpoints/lib/aws/partitions).
 */
const AWS =
  /\.(amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|api\.aws|api\.amazonwebservices\.(com\.cn|eu)|c2s\.ic\.gov|sc2s\.sgov\.gov|csp\.hci\.ic\.gov|cloud\.adc-e\.uk|api\.aws(\.hci)?\.ic\.gov|api\.aws\.scloud|api\.cloud-aws\.adc-e\.uk)$/;

/** Where the services are that a session needs. */
export interface Endpoints {
  readonly ecs: string | undefined;
  /** Of Systems Manager and of KMS. Undefined for AWS's own. */
  readonly others: string | undefined;
}

/**
 * What an endpoint in place of AWS's own is for. One of AWS's is for Amazon ECS and nothing else; what stands in for
 * AWS, as a simulator does, stands in for all of it. Throws a `Problem` where credentials would travel in clear text,
 * except to a program on this machine.
 */
export function endpointsFor(endpoint: string | undefined): Endpoints {
  if (endpoint === undefined) {
    return { ecs: undefined, others: undefined };
  }
  if (!isSafe(endpoint)) {
    throw new Problem(
      'bad-endpoint',
      sentence('The endpoint in the settings cannot be used.'),
      sentence('Set ecs-exec.endpoint to an https address, or leave it empty.'),
    );
  }
  return { ecs: endpoint, others: AWS.test(new URL(endpoint).hostname) ? undefined : endpoint };
}

/** Whether credentials do not travel in clear text to an address, except to a program on this machine. */
export function isSafe(endpoint: string): boolean {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
}
