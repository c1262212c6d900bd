/** Questions to STS and IAM: who asks, what roles are, and what they may. All of them only read. */
export interface Identity {
  /** As whom AWS sees the one who asks. Anybody may ask that. */
  caller(signal?: AbortSignal): Promise<Caller>;
  /** A role by its name, without its path; undefined where there is none. */
  role(name: string, signal?: AbortSignal): Promise<RoleDescription | undefined>;
  /** The role of an instance profile, by the profile's name; undefined where it has none. */
  instanceProfileRole(name: string, signal?: AbortSignal): Promise<RoleDescription | undefined>;
  /**
   * What a user or role may, as IAM's policy simulator works it out: one decision for each action. It knows the
   * identity policies, the permissions boundary and the service control policies, and no policy of a resource, of an
   * endpoint or of a session (IAM user guide, "Testing IAM policies with the IAM policy simulator").
   */
  simulate(simulation: Simulation, signal?: AbortSignal): Promise<readonly Decision[]>;
}

export interface Caller {
  /** Twelve digits. */
  readonly account: string;
  /** Of the user, of the assumed role's session, or of the root. */
  readonly arn: string;
  /** What policies know as `aws:userid`: of a role's session `AROA…:<session name>`. */
  readonly userId: string;
}

export interface RoleDescription {
  readonly arn: string;
  readonly name: string;
  /** JSON, decoded. */
  readonly trustPolicy: string | undefined;
  readonly permissionsBoundaryArn: string | undefined;
}

export interface Simulation {
  /** ARN of a user or a role, not of a session. */
  readonly principalArn: string;
  /** `service:Action`. */
  readonly actions: readonly string[];
  /** ARNs; `*` where there are none. */
  readonly resources: readonly string[];
  /** What is known of the request, by condition key. What is not given counts as missing. */
  readonly context: readonly ContextValue[];
}

export interface ContextValue {
  readonly key: string;
  readonly type: 'string' | 'stringList' | 'boolean' | 'date' | 'numeric';
  readonly values: readonly string[];
}

/** What IAM's simulator says of one action. */
export interface Decision {
  readonly action: string;
  /** The most restrictive over all resources. */
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** By resource; none where the answer does not tell them apart. */
  readonly resources: readonly ResourceDecision[];
  /** IDs of the policies whose statements have decided. */
  readonly policies: readonly string[];
  /** Condition keys that the policies ask for and the request did not give. */
  readonly missing: readonly string[];
  /** Whether service control policies allow it; undefined where the account is in no organization. */
  readonly allowedByOrganization: boolean | undefined;
  /** Whether the permissions boundary allows it; undefined where there is none. */
  readonly allowedByBoundary: boolean | undefined;
}

/** What it says of one action on one resource. */
export interface ResourceDecision extends Pick<Decision, 'decision' | 'policies' | 'missing' | 'allowedByBoundary'> {
  /** As AWS names it: an ARN, or `*`. */
  readonly resource: string;
}
