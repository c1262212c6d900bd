import { sentence } from '../../../text.ts';
import type { Arn } from '../../documents/arn.ts';
import { Spelling } from '../../documents/closest.ts';
import { SERVICES } from '../../documents/policy/authorization.ts';
import { isOpen } from '../../documents/policy/masked.ts';
import type { ResourcePattern } from '../../documents/policy/resource-pattern.ts';
import type { Statement } from '../../documents/policy/statement.ts';
import { replace } from '../../syntax/change.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/** Of these services, the types of resources are all known. Of others, only what is nearly one of them is a mistake. */
const COMPLETE: ReadonlySet<string> = new Set(['ecs', 'kms']);

/** What is done to a stream of a log group. */
const STREAM_ACTIONS = ['logs:createlogstream', 'logs:putlogevents'];

/**
 * How the ARNs of ECS, Systems Manager, KMS and CloudWatch Logs are made. The partition may be any.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const arnShape = defineRule({
  id: 'policy/arn-shape',
  on: 'policy',
  messages: {
    type: {
      severity: 'warning',
      text: 'There are no resources of the type "{type}" in {service}, so this ARN matches nothing.',
    },
    document: {
      severity: 'warning',
      text: 'The documents of AWS belong to no account. Leave the account in this ARN empty.',
    },
    stream: {
      severity: 'warning',
      text: 'This ARN is that of a log group, and {action} is for its streams. End the ARN with ":*".',
    },
  },
  check({ policy, report }) {
    const spelling = new Spelling();
    for (const statement of policy.ours) {
      const streamAction = streamActionOf(statement);
      for (const resource of statement.resources) {
        const { arn, value: at, type } = resource;
        if (arn === undefined || isOpen(arn.service)) {
          continue;
        }
        const types = typesOf(arn.service);
        if (type !== undefined && type !== '' && types.size > 0 && !types.has(type)) {
          const meant = spelling.meant(type, types);
          if (meant !== undefined || COMPLETE.has(arn.service)) {
            const fixes = meant === undefined ? [] : [withType(resource, type, meant)];
            report({ at, message: 'type', values: { type, service: arn.service }, fixes });
          }
        } else if (isOfAnAccount(arn)) {
          report({ at, message: 'document', fixes: [withoutAccount(resource, arn)] });
        } else if (streamAction !== undefined && isWholeGroup(arn)) {
          const fixes = [changeTo(at, `${resource.written}:*`)];
          report({ at, message: 'stream', values: { action: streamAction }, fixes });
        }
      }
    }
  },
});

function streamActionOf({ isAllow, actions }: Statement): string | undefined {
  return isAllow ? actions.find(({ text }) => STREAM_ACTIONS.includes(text ?? ''))?.written : undefined;
}

/** How the resource of an ARN begins, by the service. */
const TYPES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  ['ecs', 'kms', 'logs', 'ssm'].map((prefix) => {
    const arns = [...(SERVICES.get(prefix)?.arns.values() ?? [])].filter((arn) => arn.startsWith(`${prefix}:`));
    return [prefix, new Set(arns.map((arn) => arn.split(':').slice(3).join(':').split(/[/:]/)[0] ?? ''))];
  }),
);

const NO_TYPES: ReadonlySet<string> = new Set();

function typesOf(service: string): ReadonlySet<string> {
  return TYPES.get(service) ?? NO_TYPES;
}

function isOfAnAccount({ service, account, resource }: Arn): boolean {
  return service === 'ssm' && /^\d{12}$/.test(account) && resource.startsWith('document/AWS-');
}

/** Whether it ends with the name of a log group: a star there may stand for its streams, too. */
function isWholeGroup({ service, resource }: Arn): boolean {
  return service === 'logs' && /^log-group:[^:*?]+$/.test(resource) && !isOpen(resource.slice(-1));
}

function withType({ value, written }: ResourcePattern, type: string, meant: string): Remedy {
  const at = written.lastIndexOf(`:${type}`) + 1;
  return changeTo(value, written.slice(0, at) + meant + written.slice(at + type.length));
}

function withoutAccount({ value, written }: ResourcePattern, { account }: Arn): Remedy {
  return {
    title: sentence('Remove the account'),
    safe: true,
    changes: () => [replace(value, written.replace(`:${account}:`, '::'))],
  };
}
