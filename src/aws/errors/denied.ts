import { sentence, type Text } from '../../text.ts';
import type { Explanation } from './explanation.ts';
import type { Failure } from './failure.ts';
import { profileOf, type Question } from './question.ts';

/** Operations whose IAM action has another name (Service Authorization Reference). */
const ACTIONS: Readonly<Record<string, string>> = { GetBucketEncryption: 's3:GetEncryptionConfiguration' };

/** That the user may not do it. AWS's text names the action and, for most services, the resource. */
export function explainDenied({ message }: Failure, question: Question): Explanation {
  const { operation, service = 'ecs' } = question;
  const action =
    /(?:perform|action)[: ]+([a-z0-9-]+:[A-Za-z*]+)/i.exec(message)?.[1] ??
    ACTIONS[operation] ??
    `${service}:${operation}`;
  const resource = /on resource[: ]+(\S+?)[.,]?(?:\s|$)/i.exec(message)?.[1] ?? question.resource;
  const denial =
    resource === undefined || resource === '*'
      ? sentence('You are not allowed {0}.', action)
      : sentence('You are not allowed {0} on {1}.', action, resource);
  const isExplicit = /explicit deny/i.test(message);
  return ['access-denied', denial, remedy(action, operation, isExplicit, profileOf(question)), action];
}

function remedy(action: string, operation: string, isExplicit: boolean, profile: string | undefined): Text {
  if (operation === 'StartSession') {
    return sentence(
      'Ask your administrator: forwarding ports needs ssm:StartSession on the task and on the ' +
        'document. Many organizations deny it on purpose, because it bypasses ECS Exec and its logs.',
    );
  }
  if (isExplicit) {
    return sentence('A policy denies it explicitly. Ask your administrator, or select another profile.');
  }
  return profile === undefined
    ? sentence('Add {0} to your IAM policy, or select a profile that has it.', action)
    : sentence('Add {0} to the policy of profile "{1}", or select another profile.', action, profile);
}
