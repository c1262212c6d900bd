import { lastPart } from '../../arn.ts';
import { quoted } from '../../live/cli-command.ts';
import type { ReadyText } from '../model/mend.ts';
import { quote } from '../network/forms/terraform.ts';

/** What a policy is to allow. */
export interface Grant {
  readonly actions: readonly string[];
  /** An ARN, or `*`. */
  readonly resource: string;
}

/** A policy that allows exactly this, JSON indented with two spaces. */
export function policyFor(grants: readonly Grant[]): string {
  return JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: grants
        .filter(({ actions }) => actions.length > 0)
        .map(({ actions, resource }) => ({ Effect: 'Allow', Action: actions, Resource: resource })),
    },
    null,
    2,
  );
}

/**
 * A name for an inline policy. IAM replaces one of the same name, so it follows from the policy: only the same policy
 * has the same name.
 */
export function policyName(policy: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < policy.length; at++) {
    hash = Math.imul(hash ^ policy.charCodeAt(at), 0x01000193) >>> 0;
  }
  return `ecs-exec-${hash.toString(16).padStart(8, '0')}`;
}

/** The name of a role, by its ARN: paths are no part of it. */
export function roleName(arn: string): string {
  return lastPart(arn);
}

/** An inline policy of a role in each form in which somebody may want it. */
export function rolePolicyTexts(roleArn: string, policy: string): readonly ReadyText[] {
  const role = roleName(roleArn);
  const name = policyName(policy);
  const compact = JSON.stringify(JSON.parse(policy));
  return [
    { form: 'json', text: policy },
    {
      form: 'cli',
      text: ['aws', 'iam', 'put-role-policy', '--role-name', role, '--policy-name', name, '--policy-document', compact]
        .map((word) => quoted(word, 'posix'))
        .join(' '),
    },
    { form: 'terraform', text: terraform(role, name, policy) },
    { form: 'cloudformation', text: cloudFormation(role, name, policy) },
  ];
}

function terraform(role: string, name: string, policy: string): string {
  return [
    'resource "aws_iam_role_policy" "ecs_exec" {',
    `  name   = ${quote(name)}`,
    `  role   = ${quote(role)}`,
    '  policy = <<-EOT',
    // `${` and `%{` begin a template in Terraform.
    ...policy.split('\n').map((line) => `    ${line.replace(/[$%](?=\{)/g, '$&$&')}`),
    '  EOT',
    '}',
  ].join('\n');
}

function cloudFormation(role: string, name: string, policy: string): string {
  const resource = {
    EcsExecPolicy: {
      Type: 'AWS::IAM::RolePolicy',
      Properties: { RoleName: role, PolicyName: name, PolicyDocument: JSON.parse(policy) as unknown },
    },
  };
  return JSON.stringify(resource, null, 2);
}
