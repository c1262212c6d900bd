import { type AccessRequest, type Decision, evaluate, type NamedPolicy, type StatementMatch } from './evaluate.ts';

/** All policies that count where a principal of the account does something with the account's own resources. */
export interface Policies {
  readonly identity: readonly NamedPolicy[];
  /** Undefined where the principal has none. */
  readonly boundary?: NamedPolicy | undefined;
  /** Undefined where the account is in no organization. */
  readonly organization?: readonly NamedPolicy[] | undefined;
  /** The resource's own; undefined where it has none or it does not count. */
  readonly resource?: NamedPolicy | undefined;
}

/** Which kind of policy a refusal is due to. */
export type Culprit = 'identity' | 'boundary' | 'organization' | 'resource';

export interface Authorization {
  readonly decision: Decision;
  readonly matches: readonly StatementMatch[];
  /** Never those that only service control policies look at. */
  readonly missing: ReadonlySet<string>;
  /** Undefined where the account is in no organization. */
  readonly allowedByOrganization: boolean | undefined;
  /** Undefined where there is no boundary. */
  readonly allowedByBoundary: boolean | undefined;
  /** Undefined where it is allowed. */
  readonly culprit: Culprit | undefined;
}

/**
 * Whether something may be done: no policy denies it, and each kind that must allow it does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function authorize(policies: Policies, request: AccessRequest): Authorization {
  const identity = evaluate(policies.identity, request);
  const boundary = policies.boundary && evaluate([policies.boundary], request);
  const organization = policies.organization && evaluate(policies.organization, request);
  const resource = policies.resource && evaluate([policies.resource], request);
  const found = {
    missing: new Set([identity, boundary, resource].flatMap((each) => [...(each?.missing ?? [])])),
    allowedByOrganization: organization && organization.decision === 'allowed',
    allowedByBoundary: boundary && boundary.decision === 'allowed',
  };
  const kinds = { organization, resource, identity, boundary };
  const ordered: readonly Culprit[] = ['organization', 'resource', 'identity', 'boundary'];
  for (const culprit of ordered) {
    const evaluation = kinds[culprit];
    if (evaluation?.decision === 'explicitDeny') {
      return { ...found, decision: 'explicitDeny', matches: evaluation.matches, culprit };
    }
  }
  // In its own account, a resource's policy that allows is enough.
  const allowed = identity.decision === 'allowed' || resource?.decision === 'allowed';
  const culprit =
    organization?.decision === 'implicitDeny'
      ? 'organization'
      : !allowed
        ? 'identity'
        : boundary?.decision === 'implicitDeny' && resource?.decision !== 'allowed'
          ? 'boundary'
          : undefined;
  const decision = culprit === undefined ? 'allowed' : 'implicitDeny';
  const matches = [...identity.matches, ...(resource?.matches ?? [])];
  return { ...found, decision, matches, culprit };
}
