import { conditionsHold } from './conditions.ts';
import { fillVariables, type RequestContext } from './context.ts';
import type { Policy, Selection, Statement } from './document.ts';
import { matchesPattern } from './pattern.ts';

/** What somebody wants to do. */
export interface AccessRequest {
  /** `ecs:ExecuteCommand` */
  readonly action: string;
  /** An ARN, or `*` where the action has no resource type. */
  readonly resource: string;
  readonly context: RequestContext;
  /** Who: the type and the name that a `Principal` element would have, `AWS` and an ARN, or `Service` and its name. */
  readonly principal?: {
    readonly type: string;
    readonly name: string;
    /** Whether statements about its whole account are about it; true unless said otherwise. */
    readonly isAccountToo?: boolean;
  };
}

export interface NamedPolicy {
  readonly id: string;
  readonly policy: Policy;
}

export interface StatementMatch {
  readonly id: string;
  /** Its position among the policy's statements. */
  readonly index: number;
  readonly effect: 'Allow' | 'Deny';
}

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

export interface Evaluation {
  readonly decision: Decision;
  /** The statements that made it: those that deny, or else those that allow. */
  readonly matches: readonly StatementMatch[];
  /** Condition keys that statements about this action and resource look at, and that the request does not have. */
  readonly missing: ReadonlySet<string>;
}

/**
 * What some policies of one kind together say: an explicit denial wins, then a permission.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function evaluate(policies: readonly NamedPolicy[], request: AccessRequest): Evaluation {
  const matches: StatementMatch[] = [];
  const missing = new Set<string>();
  for (const { id, policy } of policies) {
    policy.statements.forEach((statement, index) => {
      if (!isAbout(statement, request, policy.hasVariables)) {
        return;
      }
      for (const { key } of statement.conditions) {
        if (request.context.get(key) === undefined) {
          missing.add(key);
        }
      }
      if (conditionsHold(statement.conditions, request.context, policy.hasVariables)) {
        matches.push({ id, index, effect: statement.effect });
      }
    });
  }
  const denials = matches.filter(({ effect }) => effect === 'Deny');
  const decision = denials.length > 0 ? 'explicitDeny' : matches.length > 0 ? 'allowed' : 'implicitDeny';
  return { decision, matches: denials.length > 0 ? denials : matches, missing };
}

/** Whether a statement speaks of this action, resource and principal, whatever its conditions say. */
function isAbout(
  { actions, resources, principals }: Statement,
  { action, resource, context, principal }: AccessRequest,
  hasVariables: boolean,
): boolean {
  const fill = (pattern: string): string | undefined => (hasVariables ? fillVariables(pattern, context) : pattern);
  const isPrincipal = (): boolean => {
    const names = principals?.byType.get(principal?.type ?? '') ?? [];
    return names.some(
      (name) =>
        name === '*' ||
        name === principal?.name ||
        (principal?.isAccountToo !== false && isAccountOf(name, principal?.name)),
    );
  };
  return (
    selects(actions, (pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase())) &&
    (resources === undefined ||
      selects(resources, (pattern) => {
        const filled = fill(pattern);
        return filled !== undefined && matchesPattern(filled, resource);
      })) &&
    (principals === undefined || isPrincipal() !== principals.isNegated)
  );
}

/** `arn:aws:iam::123456789012:root` and `123456789012` stand for all principals of an account. */
function isAccountOf(name: string, principal = ''): boolean {
  const [, account] = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(name) ?? [];
  return account !== undefined && principal.split(':')[4] === account;
}

function selects({ isNegated, patterns }: Selection, matches: (pattern: string) => boolean): boolean {
  return patterns.some(matches) !== isNegated;
}
