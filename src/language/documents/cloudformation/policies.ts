import { CLOUDFORMATION } from '../../notation/cloudformation.ts';
import type { Value } from '../../syntax/value.ts';
import { isPolicy, policyIn } from '../policy/recognize.ts';
import type { Subject } from '../subject.ts';
import type { ResourceInCase } from './resource.ts';

/** The policies of a role, of a user or of a group, or the one that a resource of IAM is. */
export function policiesIn({ properties, address, isWhole, choose }: ResourceInCase): readonly Subject[] {
  const seen = CLOUDFORMATION.see(properties, 'any', choose);
  const documents: readonly Value[] = [
    seen.get('AssumeRolePolicyDocument'),
    seen.get('PolicyDocument'),
    ...seen.get('Policies').children.map((policy) => policy.get('PolicyDocument')),
  ];
  return documents
    .filter(isPolicy)
    .sort((a, b) => a.start - b.start)
    .map((value) => ({ ...policyIn(value, { origin: 'template', notation: CLOUDFORMATION }), address, isWhole }));
}
