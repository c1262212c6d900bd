import { LONGEST_TEXT, type Origin } from '../../api.ts';
import { INPUT, type Notation } from '../../notation/notation.ts';
import type { Value } from '../../syntax/value.ts';
import type { PolicySubject, Recognizer } from '../subject.ts';
import { Policy } from './policy.ts';
import { listOf } from './statement.ts';

/** The elements of a statement. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** Where policies stand in what `aws iam` prints: these properties hold one, … */
const DOCUMENTS = ['PolicyDocument', 'AssumeRolePolicyDocument', 'Document'] as const;

/** … and these lead to such a property. */
const ON_THE_WAY = [
  'PolicyVersion',
  'Role',
  'Roles',
  'Policies',
  'PolicyVersionList',
  'RoleDetailList',
  'RolePolicyList',
  'UserDetailList',
  'UserPolicyList',
  'GroupDetailList',
  'GroupPolicyList',
] as const;

/** Policy documents, as they are given to IAM, and as `aws iam` prints them. */
export const policies: Recognizer = {
  kinds: ['policy'],
  names: ['Statement'],
  // No policy is so long, and what is in a long list of them is nobody's to be told here.
  mayHold: (text) => text.length <= LONGEST_TEXT,
  recognize(root) {
    if (isPolicy(root)) {
      return [policyIn(root, { origin: 'input', notation: INPUT })];
    }
    return root.kind === 'object' ? describedIn(root) : [];
  },
};

/** A policy, from the object that is one. */
export function policyIn(
  value: Value,
  about: { readonly origin: Origin; readonly notation: Notation; readonly address?: string },
): PolicySubject {
  return { ...about, kind: 'policy', isWhole: true, value, policy: new Policy(value) };
}

/**
 * Whether an object is a policy: it has statements and nothing else in their place, each with an effect and actions.
 * While they are typed, one such statement is enough, or the version that only policies have.
 */
export function isPolicy(value: Value): boolean {
  const statements = listOf(value.get('Statement')).filter(({ kind }) => kind !== 'unknown');
  return (
    statements.length > 0 &&
    statements.every((statement) => isStatement(statement) || isBegun(statement)) &&
    (statements.some(isStatement) || isVersion(value.get('Version')))
  );
}

function isStatement(value: Value): boolean {
  const effect = value.get('Effect');
  return (effect.is('Allow') || effect.is('Deny')) && (value.has('Action') || value.has('NotAction'));
}

function isBegun({ kind, children }: Value): boolean {
  return kind === 'object' && children.every(({ key }) => key !== undefined && ELEMENTS.has(key.name));
}

function isVersion(value: Value): boolean {
  return value.is('2012-10-17') || value.is('2008-10-17');
}

/** So deep no policy stands in what `aws iam` prints. */
const DEEPEST = 5;

function describedIn(object: Value, depth = 0): readonly PolicySubject[] {
  if (depth > DEEPEST) {
    return [];
  }
  const here = DOCUMENTS.map((name) => object.get(name))
    .filter(isPolicy)
    .map((value) => policyIn(value, { origin: 'described', notation: INPUT }));
  const deeper = ON_THE_WAY.flatMap((name) => listOf(object.get(name))).filter(({ kind }) => kind === 'object');
  return [...here, ...deeper.flatMap((inner) => describedIn(inner, depth + 1))].sort(
    (a, b) => a.value.start - b.value.start,
  );
}
