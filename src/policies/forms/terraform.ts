import type { Hole, Policy, Statement, Written } from '../policy.ts';
import { commentLines, type Form, inBrackets } from './form.ts';

/**
 * A document of Terraform's AWS provider for each policy. What the provider knows by itself it fills in; the rest are
 * variables.
 */
export const terraform: Form = {
  id: 'terraform',
  language: 'terraform',
  isOneEach: false,
  write(policies, say) {
    const body = policies.map((policy) => block(policy, say)).join('\n');
    const used = SOURCES.filter(({ reference }) => body.includes(reference));
    return [...used.map(({ declaration }) => `${declaration}\n`), body].join('\n');
  },
};

const REFERENCES: Readonly<Record<Hole, string>> = {
  partition: 'data.aws_partition.current.partition',
  region: 'data.aws_region.current.name',
  account: 'data.aws_caller_identity.current.account_id',
  cluster: 'var.cluster_name',
  key: 'var.key_id',
};

const SOURCES = [
  { reference: REFERENCES.partition, declaration: 'data "aws_partition" "current" {}' },
  { reference: REFERENCES.region, declaration: 'data "aws_region" "current" {}' },
  { reference: REFERENCES.account, declaration: 'data "aws_caller_identity" "current" {}' },
  { reference: REFERENCES.cluster, declaration: 'variable "cluster_name" {\n  type = string\n}' },
  { reference: REFERENCES.key, declaration: 'variable "key_id" {\n  type = string\n}' },
];

function block(policy: Policy, say: Parameters<Form['write']>[1]): string {
  return [
    ...commentLines(policy, say).map((line) => `# ${line}`),
    `data "aws_iam_policy_document" "ecs_exec_${policy.id.replaceAll('-', '_')}" {`,
    policy.statements.map(statement).join('\n\n'),
    '}',
    '',
  ].join('\n');
}

function statement({ sid, effect, actions, resources, conditions }: Statement): string {
  return [
    '  statement {',
    `    sid       = ${text([sid])}`,
    // The provider allows unless told.
    ...(effect === 'Allow' ? [] : [`    effect    = ${text([effect])}`]),
    `    actions   = ${list(actions.map((action) => [action]))}`,
    `    resources = ${list(resources)}`,
    ...conditions.flatMap(({ operator, key, values }) => [
      '',
      '    condition {',
      `      test     = ${text([operator])}`,
      `      variable = ${text([key])}`,
      `      values   = ${list(values, 6)}`,
      '    }',
    ]),
    '  }',
  ].join('\n');
}

function list(values: readonly Written[], indent = 4): string {
  return inBrackets(values.map(text), indent);
}

/** A string. What is IAM's own to fill in is no part of Terraform's. */
function text(parts: Written): string {
  const inner = parts.map((part) =>
    typeof part === 'string'
      ? JSON.stringify(part)
          .slice(1, -1)
          .replace(/[$%](?=\{)/g, '$&$&')
      : `\${${REFERENCES[part.hole]}}`,
  );
  return `"${inner.join('')}"`;
}
