import { INPUT } from '../../notation/notation.ts';
import { encodedIn } from '../../notation/terraform/encoded.ts';
import { encoded, terraform } from '../../notation/terraform/index.ts';
import { policyDocument } from '../../notation/terraform/policy-document.ts';
import type { Value } from '../../syntax/value.ts';
import { policyIn } from '../policy/recognize.ts';
import type { PolicySubject } from '../subject.ts';
import type { Block } from './blocks.ts';

/** The arguments of resources that are policies. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  aws_iam_policy: ['policy'],
  aws_iam_role: ['assume_role_policy'],
  aws_iam_role_policy: ['policy'],
  aws_iam_user_policy: ['policy'],
  aws_iam_group_policy: ['policy'],
};

/** The resources that hold policies. */
export const POLICY_RESOURCES = Object.keys(ARGUMENTS);

/** The data source that makes a policy. */
export const POLICY_DOCUMENT = 'aws_iam_policy_document';

/** The policies that a resource of IAM holds as JSON. */
export function policiesIn({ type, name, body }: Block): readonly PolicySubject[] {
  const own = (ARGUMENTS[type] ?? []).map((argument) => body.get(argument));
  const inline = type === 'aws_iam_role' ? body.namesakes('inline_policy').map((block) => block.get('policy')) : [];
  return [...own, ...inline].flatMap((value) => policiesFrom(value, `${type}.${name}`));
}

/** A policy of the data source that makes one of blocks. */
export function policyOf({ name, body }: Block): PolicySubject {
  return policyIn(policyDocument.see(body, 'any'), {
    origin: 'template',
    notation: policyDocument,
    address: `data.${POLICY_DOCUMENT}.${name}`,
  });
}

/** The policy that an argument is as JSON; none where it is a reference. */
export function policiesFrom(value: Value, address: string): readonly PolicySubject[] {
  const json = encodedIn(value);
  if (json?.kind !== 'object') {
    return [];
  }
  // A heredoc is JSON as it is.
  return json.source === value.source
    ? [policyIn(encoded(json), { origin: 'template', notation: terraform, address })]
    : [policyIn(json, { origin: 'template', notation: INPUT, address })];
}
