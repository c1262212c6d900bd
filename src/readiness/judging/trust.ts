import { sentence, type Text } from '../../text.ts';
import { matches } from './wildcard.ts';

/** Whether ECS may give a task a role, by the role's trust policy. */
export type Trust =
  | { readonly state: 'trusts' }
  | {
      readonly state: 'refuses';
      /** `principal` where no statement is about ECS tasks; `condition` where one is, for others; `deny`. */
      readonly because: 'principal' | 'condition' | 'deny';
      /** What stands in its place, such as another service or another account. */
      readonly found: readonly string[];
      /** The policy as it is, JSON indented with two spaces. */
      readonly before: string;
      /** The policy as it should be, JSON indented with two spaces; undefined where that is not for us to say. */
      readonly after: string | undefined;
    }
  /** Why, as a clause. */
  | { readonly state: 'unclear'; readonly why: Text };

/** Who takes the role of a task. Source: AmazonECS developer guide, "task-iam-roles" */
const PRINCIPAL = 'ecs-tasks.amazonaws.com';

/** Operators that compare a condition key with patterns, any of which may match. */
const COMPARISONS = /^(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)(IfExists)?$/;

type Json = Readonly<Record<string, unknown>>;

/**
 * Judges a trust policy for the tasks of a cluster. Pure; any text is taken. Conditions on `aws:SourceAccount` and
 * `aws:SourceArn` are judged, all others are unclear. AWS supports no `aws:SourceArn` that names a cluster, only all of
 * a region ("task-iam-roles"), so a narrower one is unclear.
 */
export function judgeTrust(policy: string, clusterArn: string): Trust {
  const document = read(policy);
  const statements = document === undefined ? undefined : listOf(document['Statement']);
  if (document === undefined || statements === undefined || !statements.every(isObject)) {
    return unclear(sentence('because the trust policy of the role could not be read'));
  }
  const [, partition = '', , region = '', account = ''] = clusterArn.split(':');
  const source = { account, arn: `arn:${partition}:ecs:${region}:${account}:` };
  const judged = statements.map((statement) => ({ statement, effect: effectOf(statement, source) }));
  if (judged.some(({ statement, effect }) => isDeny(statement) && effect === 'applies')) {
    return { state: 'refuses', because: 'deny', found: [], before: written(document), after: undefined };
  }
  if (judged.some(({ statement, effect }) => isDeny(statement) && effect === 'unclear')) {
    return unclear(sentence('because the trust policy of the role denies something on conditions'));
  }
  const allowing = judged.filter(({ statement }) => statement['Effect'] === 'Allow');
  if (allowing.some(({ effect }) => effect === 'applies')) {
    return { state: 'trusts' };
  }
  if (allowing.some(({ effect }) => effect === 'unclear')) {
    return unclear(sentence('because the trust policy of the role depends on what is not known'));
  }
  const excluding = allowing.find(({ effect }) => effect === 'excludes');
  if (excluding !== undefined) {
    const corrected = correctedCondition(excluding.statement, source);
    return {
      state: 'refuses',
      because: 'condition',
      found: conditionsOf(excluding.statement).flatMap(({ patterns }) => patterns),
      before: written(document),
      after: written({
        ...document,
        Statement: statements.map((each) => (each === excluding.statement ? corrected : each)),
      }),
    };
  }
  return {
    state: 'refuses',
    because: 'principal',
    found: allowing.flatMap(({ statement }) => servicesOf(statement) ?? []),
    before: written(document),
    after: written({ ...document, Statement: [...statements, trustingStatement(source)] }),
  };
}

/** A whole trust policy for the tasks of a cluster's account and region, JSON indented with two spaces. */
export function trustPolicyFor(clusterArn: string): string {
  const [, partition = '', , region = '', account = ''] = clusterArn.split(':');
  return written({
    Version: '2012-10-17',
    Statement: [trustingStatement({ account, arn: `arn:${partition}:ecs:${region}:${account}:` })],
  });
}

/** Whose task it is that asks for the role: an account, and the beginning of its ARNs in a region. */
interface Source {
  readonly account: string;
  readonly arn: string;
}

/** What a statement does for ECS tasks: it applies, or its conditions exclude them, or it is about something else. */
function effectOf(statement: Json, source: Source): 'applies' | 'excludes' | 'unclear' | 'elsewhere' {
  const actions = strings(statement['Action']);
  if (actions === undefined) {
    return 'unclear';
  }
  if (!actions.some((action) => matches(action.toLowerCase(), 'sts:assumerole'))) {
    return 'elsewhere';
  }
  const services = servicesOf(statement);
  if (services === undefined) {
    return 'unclear';
  }
  if (!services.includes(PRINCIPAL)) {
    return 'elsewhere';
  }
  const condition = statement['Condition'];
  if (condition === undefined) {
    return 'applies';
  }
  const fits = conditionsOf(statement).map(({ operator, key, patterns }) => {
    if (!COMPARISONS.test(operator) || patterns.length === 0) {
      return 'unclear';
    }
    return fit(key, patterns, source);
  });
  if (!isObject(condition) || fits.length === 0) {
    return 'unclear';
  }
  return fits.includes('no') ? 'excludes' : fits.includes('unclear') ? 'unclear' : 'applies';
}

/** Whether a condition key of a task fits one of these patterns. */
function fit(key: string, patterns: readonly string[], { account, arn }: Source): 'yes' | 'no' | 'unclear' {
  switch (key.toLowerCase()) {
    case 'aws:sourceaccount':
      return patterns.some((pattern) => matches(pattern, account)) ? 'yes' : 'no';
    case 'aws:sourcearn': {
      // What stands after the account is not known: of these, only `*` fits for certain.
      if (patterns.some((pattern) => pattern.endsWith('*') && matches(pattern, `${arn}x`) && matches(pattern, arn))) {
        return 'yes';
      }
      return patterns.some((pattern) => mayBegin(pattern, arn)) ? 'unclear' : 'no';
    }
    default:
      return 'unclear';
  }
}

/** Whether a pattern can match something that begins so: its first parts match the ARN's, part by part. */
function mayBegin(pattern: string, arn: string): boolean {
  const parts = pattern.split(':');
  const wanted = arn.split(':').slice(0, 5);
  // A wildcard may stand for several parts.
  return wanted.every((part, index) => matches(parts[index] ?? '*', part) || parts.slice(0, index).some(hasStar));
}

function hasStar(part: string): boolean {
  return part.includes('*');
}

/** The services among the principals; undefined where that cannot be told. */
function servicesOf(statement: Json): readonly string[] | undefined {
  const principal = statement['Principal'];
  if (!isObject(principal)) {
    return undefined;
  }
  return principal['Service'] === undefined ? [] : strings(principal['Service']);
}

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly patterns: readonly string[];
}

function conditionsOf(statement: Json): readonly Condition[] {
  const condition = statement['Condition'];
  return isObject(condition)
    ? Object.entries(condition).flatMap(([operator, keys]) =>
        isObject(keys)
          ? Object.entries(keys).map(([key, patterns]) => ({ operator, key, patterns: strings(patterns) ?? [] }))
          : [{ operator, key: '', patterns: [] }],
      )
    : [];
}

/** The same statement, whose conditions also let the tasks of this source in. */
function correctedCondition(statement: Json, source: Source): Json {
  const condition = statement['Condition'] as Json;
  const corrected = Object.entries(condition).map(([operator, keys]) => [
    operator,
    Object.fromEntries(
      Object.entries(keys as Json).map(([key, given]) => {
        const patterns = strings(given) ?? [];
        if (fit(key, patterns, source) !== 'no') {
          return [key, given];
        }
        return [key, [...patterns, key.toLowerCase() === 'aws:sourcearn' ? `${source.arn}*` : source.account]];
      }),
    ),
  ]);
  return { ...statement, Condition: Object.fromEntries(corrected) as Json };
}

/** As AWS recommends it against the confused deputy. */
function trustingStatement({ account, arn }: Source): Json {
  return {
    Effect: 'Allow',
    Principal: { Service: PRINCIPAL },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': `${arn}*` } },
  };
}

function isDeny(statement: Json): boolean {
  return statement['Effect'] === 'Deny';
}

function unclear(why: Text): Trust {
  return { state: 'unclear', why };
}

function read(text: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** IAM takes one value in place of a list of one. */
function listOf(value: unknown): readonly unknown[] | undefined {
  return value === undefined ? undefined : Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function strings(value: unknown): readonly string[] | undefined {
  const list = listOf(value);
  return list?.every((each) => typeof each === 'string') === true ? list : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function written(document: Json): string {
  return JSON.stringify(document, null, 2);
}
