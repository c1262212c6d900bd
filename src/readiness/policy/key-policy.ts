import { covers } from '../../language/documents/policy/wildcard.ts';
import { conditionHolds, type Context } from './conditions.ts';
import {
  isAboutAction,
  isObject,
  type Json,
  listOf,
  type Reach,
  readStatements,
  strongest,
  weakest,
} from './statements.ts';

/** A user or a role that uses a key. */
export interface KeyUser {
  /** Twelve digits. */
  readonly account: string;
  readonly kind: 'role' | 'user';
  /** Without its path: names are unique in an account. */
  readonly name: string;
  /** ARN with its path; undefined where that is not known, as of whoever has a session of a role. */
  readonly arn: string | undefined;
  /** ARN of the role's session; undefined where that is not known. */
  readonly session: string | undefined;
}

/** What a key's policy says of an action of somebody. */
export interface KeyAccess {
  /** Whether it denies it. */
  readonly denies: Reach;
  /** Whether it allows it to them by name: then no policy of IAM need allow it. */
  readonly allows: Reach;
  /** Whether it leaves it to the policies of IAM, by allowing it to their account. */
  readonly delegates: Reach;
}

/**
 * Judges the policy of a key, without which nobody may use it: it allows somebody, or lets the policies of IAM do so.
 * Undefined where it cannot be read. Grants are not known here.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function judgeKeyPolicy(policy: string, keyArn: string, user: KeyUser, action: string): KeyAccess | undefined {
  const context = contextOf(user);
  const statements = readStatements(policy)?.filter((statement) => isAboutAction(statement, action));
  const reach = (effect: string, isMeant: (statement: Json) => Reach): Reach =>
    strongest(
      (statements ?? [])
        .filter(({ Effect }) => Effect === effect)
        .map((statement) =>
          weakest([isMeant(statement), isOnKey(statement, keyArn), conditionHolds(statement['Condition'], context)]),
        ),
    );
  const named = (statement: Json): Reach => principalReach(statement, (name) => isUser(name, user));
  const ofAccount = (statement: Json): Reach =>
    principalReach(statement, (name) => (isAccount(name, user.account) ? 'yes' : 'no'));
  return (
    statements && {
      // Whether a denial of an account is one of all that are in it is not written anywhere: it may be.
      denies: strongest([reach('Deny', named), reach('Deny', ofAccount) === 'no' ? 'no' : 'maybe']),
      allows: reach('Allow', named),
      delegates: reach('Allow', ofAccount),
    }
  );
}

/** What is known of each request, that of the agent as well as that of whoever asks: none comes through a service. */
function contextOf({ account, arn }: KeyUser): Context {
  return new Map<string, string | undefined>([
    ['aws:securetransport', 'true'],
    ['aws:viaawsservice', 'false'],
    ['kms:viaservice', undefined],
    ['kms:calleraccount', account],
    ['aws:principalaccount', account],
    ...(arn === undefined ? [] : ([['aws:principalarn', arn]] as const)),
  ]);
}

/** Of its own policy, `*` is the key. */
function isOnKey(statement: Json, keyArn: string): Reach {
  if (statement['Resource'] === undefined) {
    return 'maybe';
  }
  return listOf(statement['Resource']).some((name) => typeof name === 'string' && covers(name, keyArn)) ? 'yes' : 'no';
}

function principalReach(statement: Json, isMeant: (name: string) => Reach): Reach {
  const principal = statement['Principal'];
  if (principal === undefined) {
    return 'maybe';
  }
  const names = isObject(principal) ? listOf(principal['AWS']) : [principal];
  return strongest(names.map((name) => (typeof name === 'string' ? isMeant(name) : 'maybe')));
}

function isUser(name: string, { account, kind, name: own, session }: KeyUser): Reach {
  if (name === '*') {
    return 'yes';
  }
  const [, service, where, type, path = ''] =
    /^arn:[\w-]+:(iam|sts)::(\d{12}):(role|user|assumed-role)\/(.+)$/.exec(name) ?? [];
  if (service === undefined || where !== account) {
    return 'no';
  }
  if (type === 'assumed-role') {
    const isSame = kind === 'role' && path.split('/')[0] === own;
    return !isSame ? 'no' : session === undefined ? 'maybe' : session === name ? 'yes' : 'no';
  }
  return type === kind && path.split('/').at(-1) === own ? 'yes' : 'no';
}

/** `arn:aws:iam::123456789012:root` and `123456789012` stand for an account. */
function isAccount(name: string, account: string): boolean {
  return /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1] === account;
}
