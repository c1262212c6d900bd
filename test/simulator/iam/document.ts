/** A policy as somebody writes it. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: StatementDocument | readonly StatementDocument[];
}

export interface StatementDocument {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: PrincipalDocument;
  readonly NotPrincipal?: PrincipalDocument;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, ConditionValue | readonly ConditionValue[]>>>>;
}

export type PrincipalDocument = '*' | Readonly<Record<string, string | readonly string[]>>;

type ConditionValue = string | number | boolean;

/** A policy that has been read. */
export interface Policy {
  /** Whether `${…}` in it are variables: not before version 2012-10-17. */
  readonly hasVariables: boolean;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Selection;
  /** Undefined in a trust policy. */
  readonly resources: Selection | undefined;
  /** Undefined in an identity policy. */
  readonly principals: Principals | undefined;
  readonly conditions: readonly Condition[];
}

/** `Action` or `NotAction`, and the like. */
export interface Selection {
  readonly isNegated: boolean;
  readonly patterns: readonly string[];
}

export interface Principals {
  readonly isNegated: boolean;
  /** By `AWS`, `Service`, `Federated`; those of `"*"` are the AWS principal `*`. */
  readonly byType: ReadonlyMap<string, readonly string[]>;
}

export interface Condition {
  /** Without its set qualifier and `IfExists`. */
  readonly operator: string;
  readonly qualifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
}

/** What IAM says is wrong with a policy. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

/** `identity` also for service control policies and permissions boundaries. */
export type PolicyKind = 'identity' | 'trust' | 'resource';

/** Operators of conditions, without qualifier and `IfExists`, in lower case. */
const OPERATORS: ReadonlySet<string> = new Set(
  [
    ...['Equals', 'NotEquals', 'EqualsIgnoreCase', 'NotEqualsIgnoreCase', 'Like', 'NotLike'].map((x) => `String${x}`),
    ...['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].flatMap((x) => [
      `Numeric${x}`,
      `Date${x}`,
    ]),
    ...['Equals', 'NotEquals', 'Like', 'NotLike'].map((x) => `Arn${x}`),
    ...['Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'Null'],
  ].map((name) => name.toLowerCase()),
);

const STATEMENT_MEMBERS = [
  ...['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal', 'Condition'],
];

const SYNTAX = 'Syntax errors in policy.';

/** Reads a policy's JSON; throws a {@link PolicyError} in IAM's words. */
export function readPolicy(text: string, kind: PolicyKind = 'identity'): Policy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PolicyError('This policy contains invalid Json');
  }
  return checkPolicy(value, kind);
}

/** The same of a policy that is not in JSON any more. */
export function checkPolicy(value: unknown, kind: PolicyKind = 'identity'): Policy {
  const { Version, Id: _, Statement, ...others } = structure(value);
  const statements = Array.isArray(Statement) ? (Statement as unknown[]) : [Statement];
  if (
    Object.keys(others).length > 0 ||
    statements.length === 0 ||
    ![undefined, '2008-10-17', '2012-10-17'].includes(Version as string | undefined)
  ) {
    throw new PolicyError(SYNTAX);
  }
  const read = statements.map((statement) => readStatement(structure(statement), kind));
  const sids = read.flatMap(({ sid }) => sid ?? []);
  if (new Set(sids).size < sids.length) {
    throw new PolicyError('Statement IDs (SID) in a single policy must be unique.');
  }
  return { hasVariables: Version === '2012-10-17', statements: read };
}

function readStatement(statement: Readonly<Record<string, unknown>>, kind: PolicyKind): Statement {
  const { Sid, Effect, Condition: conditions = {} } = statement;
  if (
    Object.keys(statement).some((name) => !STATEMENT_MEMBERS.includes(name)) ||
    (Effect !== 'Allow' && Effect !== 'Deny') ||
    (Sid !== undefined && typeof Sid !== 'string')
  ) {
    throw new PolicyError(SYNTAX);
  }
  const actions = selection(statement, 'Action');
  if (actions === undefined) {
    throw new PolicyError('Policy statement must contain actions.');
  }
  for (const action of actions.patterns) {
    if (action !== '*' && !/^[\w*?-]+:[\w*?-]+$/.test(action)) {
      throw new PolicyError('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    }
  }
  return {
    sid: Sid,
    effect: Effect,
    actions,
    resources: readResources(statement, kind),
    principals: readPrincipals(statement, kind),
    conditions: readConditions(conditions),
  };
}

function readResources(statement: Readonly<Record<string, unknown>>, kind: PolicyKind): Selection | undefined {
  const resources = selection(statement, 'Resource');
  if (kind === 'trust') {
    if (resources !== undefined) {
      throw new PolicyError('Has prohibited field Resource');
    }
    return undefined;
  }
  if (resources === undefined) {
    throw new PolicyError('Policy statement must contain resources.');
  }
  for (const resource of resources.patterns) {
    if (resource !== '*' && !/^(arn|\*)/.test(resource)) {
      throw new PolicyError(`Resource ${resource} must be in ARN format or "*".`);
    }
  }
  return resources;
}

function readPrincipals(statement: Readonly<Record<string, unknown>>, kind: PolicyKind): Principals | undefined {
  const isNegated = statement['NotPrincipal'] !== undefined;
  const value = statement['Principal'] ?? statement['NotPrincipal'];
  if (kind === 'identity') {
    if (value !== undefined) {
      throw new PolicyError('Policy document should not specify a principal.');
    }
    return undefined;
  }
  if (value === undefined) {
    throw new PolicyError(kind === 'trust' ? 'Missing required field Principal' : SYNTAX);
  }
  const byType = value === '*' ? { AWS: '*' } : structure(value);
  return {
    isNegated,
    byType: new Map(Object.entries(byType).map(([type, names]) => [type, texts(names)])),
  };
}

function selection(statement: Readonly<Record<string, unknown>>, name: string): Selection | undefined {
  const [own, negated] = [statement[name], statement[`Not${name}`]];
  if (own !== undefined && negated !== undefined) {
    throw new PolicyError(SYNTAX);
  }
  const value = own ?? negated;
  return value === undefined ? undefined : { isNegated: own === undefined, patterns: texts(value) };
}

function readConditions(block: unknown): Condition[] {
  return Object.entries(structure(block)).flatMap(([name, keys]) => {
    const [, qualifier, operator = '', ifExists] =
      /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/i.exec(name) ?? [];
    if (!OPERATORS.has(operator.toLowerCase())) {
      throw new PolicyError(`Invalid Condition type : ${name}.`);
    }
    return Object.entries(structure(keys)).map(([key, values]) => ({
      operator: operator.toLowerCase(),
      qualifier: qualifierOf(qualifier),
      ifExists: ifExists !== undefined,
      key,
      values: (Array.isArray(values) ? (values as unknown[]) : [values]).map(scalar),
    }));
  });
}

function qualifierOf(text: string | undefined): Condition['qualifier'] {
  return text === undefined ? undefined : text.toLowerCase() === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue';
}

function structure(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new PolicyError(SYNTAX);
  }
  return value as Record<string, unknown>;
}

function texts(value: unknown): string[] {
  const all = Array.isArray(value) ? (value as unknown[]) : [value];
  return all.map((item) => {
    if (typeof item !== 'string') {
      throw new PolicyError(SYNTAX);
    }
    return item;
  });
}

function scalar(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  throw new PolicyError(SYNTAX);
}
