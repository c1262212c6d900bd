import type { CompletionKind } from '../api.ts';
import { SERVICES } from '../documents/policy/authorization.ts';
import type { Policy } from '../documents/policy/policy.ts';
import type { Statement } from '../documents/policy/statement.ts';
import type { Value } from '../syntax/value.ts';

/** What fits at a place of a policy. */
export interface Fitting {
  readonly kind: CompletionKind;
  readonly names: readonly string[];
}

/** What ECS Exec is about, first of all. */
const FIRST: readonly string[] = [
  'ecs:ExecuteCommand',
  'ecs:DescribeTasks',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
  'ssm:StartSession',
  'ssm:ResumeSession',
  'ssm:TerminateSession',
  'kms:Decrypt',
  'kms:GenerateDataKey',
];

const ACTIONS: readonly string[] = [
  ...new Set([
    ...FIRST,
    ...[...SERVICES].flatMap(([prefix, { actions }]) =>
      Array.from(actions.values(), ({ name }) => `${prefix}:${name}`),
    ),
  ]),
];

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: readonly string[] = [
  'StringEquals',
  'StringLike',
  'StringNotEquals',
  'StringNotLike',
  'ArnLike',
  'ArnEquals',
  'ArnNotLike',
  'Bool',
  'Null',
  'NumericLessThanEquals',
  'NumericGreaterThanEquals',
  'ForAnyValue:StringEquals',
  'ForAllValues:StringEquals',
  'StringEqualsIfExists',
  'ArnLikeIfExists',
];

/** Those that any request may have, of which policies for ECS Exec make use. */
const GLOBAL_KEYS: readonly string[] = [
  'aws:ResourceTag/',
  'aws:PrincipalTag/',
  'aws:RequestTag/',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:PrincipalAccount',
  'aws:RequestedRegion',
];

/** What fits in the place of a string in a policy, without what its list has already. */
export function fittingValues(policy: Policy, string: Value | undefined): Fitting | undefined {
  if (string === undefined) {
    return undefined;
  }
  const list = string.parent?.kind === 'array' ? string.parent : string;
  const statement = policy.statements.find(({ value }) => value === list.parent);
  const names = statement === undefined ? undefined : namesFor(list.key?.name, statement, policy);
  if (names === undefined) {
    return undefined;
  }
  const taken = new Set(list.children.filter((each) => each !== string).map(({ scalar }) => scalar));
  return { ...names, names: names.names.filter((name) => !taken.has(name)) };
}

function namesFor(property: string | undefined, statement: Statement, policy: Policy): Fitting | undefined {
  switch (property) {
    case 'Action':
    case 'NotAction':
      return { kind: 'action', names: ACTIONS };
    case 'Resource':
    case 'NotResource':
      return { kind: 'resource', names: resourcesOf(statement, policy) };
    default:
      return undefined;
  }
}

/** What fits as the name of a property: an operator in a condition, or a key below one. */
export function fittingKeys(policy: Policy, property: Value | undefined): Fitting | undefined {
  const parent = property?.parent;
  const statement = policy.statements.find(({ value }) => value === parent?.parent || value === parent?.parent?.parent);
  if (statement === undefined || parent === undefined) {
    return undefined;
  }
  if (parent.key?.name === 'Condition') {
    return { kind: 'operator', names: OPERATORS.filter((operator) => !parent.has(operator)) };
  }
  if (parent.parent?.key?.name !== 'Condition') {
    return undefined;
  }
  return { kind: 'conditionKey', names: keysOf(statement).filter((key) => !parent.has(key)) };
}

/** The keys of the actions of a statement as AWS writes them, and those that any request has. */
function keysOf({ actions }: Statement): readonly string[] {
  const known = actions.flatMap(({ service, actions: covered = [] }) =>
    covered.flatMap(({ keys }) => Array.from(keys, (key) => SERVICES.get(service)?.keys.get(key)?.name ?? [])),
  );
  return [...new Set([...known.flat(), ...GLOBAL_KEYS])];
}

/** Where a policy does not say in which partition it is, these are offered. */
const PARTITIONS: readonly string[] = ['aws', 'aws-cn', 'aws-us-gov'];

/** `*`, and the ARNs of what the actions of a statement act on, in the partitions that the policy names. */
function resourcesOf({ actions }: Statement, { statements }: Policy): readonly string[] {
  const named = statements.flatMap(({ resources }) => resources.map(({ arn }) => arn?.partition ?? ''));
  const partitions = new Set(named.filter((partition) => partition.startsWith('aws')));
  const types = actions.flatMap(({ service, actions: covered = [] }) =>
    covered.flatMap((action) => action.types.map((type) => SERVICES.get(service)?.arns.get(type) ?? [])),
  );
  const arns = [...(partitions.size > 0 ? partitions : PARTITIONS)].flatMap((partition) =>
    types.flat().map((arn) => `arn:${partition}:${arn.replace(/\$\{\w+\}/g, '*')}`),
  );
  return [...new Set(['*', ...arns])];
}
