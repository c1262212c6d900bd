import type { Notation } from '../notation/notation.ts';
import type { Change, Json, Value } from '../syntax/value.ts';
import { CHANNELS } from './policy/channels.ts';
import type { Policy } from './policy/policy.ts';

/** A role that a template makes. */
export interface TemplateRole {
  /** What it is called in the template. */
  readonly address: string;
  /** The value that it is, seen through its notation. */
  readonly value: Value;
  /** Whether somebody may attach policies to it that one cannot see in the template. */
  readonly isOpen: boolean;
  /** What gives it a policy of its own, where one can be written in it. */
  readonly attach?: Attach | undefined;
}

/** What gives a role a policy, of which it has the name and the document. */
export type Attach = (name: string, policy: { readonly [name: string]: Json }) => Change;

/** What a template attaches to a role. */
export interface Attachment {
  /** The address of the role; undefined where one cannot tell which it is. */
  readonly to: string | undefined;
  readonly policy: AttachedPolicy;
}

export type AttachedPolicy =
  /** A document that stands here. */
  | { readonly kind: 'document'; readonly policy: Policy }
  /** One that another resource of the template is or makes, by its address. */
  | { readonly kind: 'address'; readonly address: string }
  /** One that is managed, by its ARN. */
  | { readonly kind: 'managed'; readonly arn: string }
  | { readonly kind: 'unknown' };

/** The roles of a text. */
export interface TemplateRoles {
  readonly roles: readonly TemplateRole[];
  readonly attachments: readonly Attachment[];
  /**
   * The addresses of the roles that attachments refer to, one for each time. Where these are told, somebody else who
   * refers to a role may attach policies to it.
   */
  readonly mentions?: readonly string[];
  readonly madeOf?: readonly MadeOf[];
}

/** A policy, by its address, that is the document of another address. */
export interface MadeOf {
  readonly address: string;
  readonly of: string;
}

export const NO_ROLES: TemplateRoles = { roles: [], attachments: [] };

/** The policy that an ARN names, or a reference to one in the same template. */
export function policyNamed(arn: Value, notation: Notation): AttachedPolicy {
  if (arn.string !== undefined) {
    return { kind: 'managed', arn: arn.string };
  }
  const address = notation.referenceIn?.(arn);
  return address === undefined ? { kind: 'unknown' } : { kind: 'address', address };
}

/** AWS's own policies. Others are somebody's, and may allow anything. */
const OF_AWS = /^arn:aws[\w-]*:iam::aws:policy\//;

/**
 * Of AWS's managed policies, those that allow the four channels, by the ends of their ARNs. `AmazonSSMReadOnlyAccess`
 * is taken for one, and is none.
 * Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const WITH_CHANNELS: readonly RegExp[] = [
  /^AdministratorAccess(?:-Amplify)?$/,
  /^PowerUserAccess$/,
  /^AmazonSSMManagedInstanceCore$/,
  /^AmazonSSMManagedEC2InstanceDefaultPolicy$/,
  /^AmazonSSMFullAccess$/,
  /^AmazonEC2RoleforSSM$/,
  /^AWSCloud9SSMInstanceProfile$/,
  /^AmazonEKSLocalOutpostClusterPolicy$/,
  /^AmazonElasticFileSystemsUtils$/,
  /^AmazonSageMakerClusterInstanceRolePolicy$/,
  /^AWSEC2SqlHaInstancePolicy$/,
  /^AWSRefactoringToolkitFullAccess$/,
  /SidecarPolicy$/,
];

/** A document, or the ARN of a managed policy; undefined is one that cannot be seen. */
export type SeenPolicy = Policy | string | undefined;

/** A role and all that a template attaches to it. */
export class Role {
  readonly address: string;
  readonly value: Value;
  readonly attach: Attach | undefined;
  readonly #policies: readonly SeenPolicy[];
  readonly #isOpen: boolean;

  constructor({ address, value, isOpen, attach }: TemplateRole, policies: readonly SeenPolicy[]) {
    this.address = address;
    this.value = value;
    this.attach = attach;
    this.#policies = policies;
    this.#isOpen = isOpen;
  }

  /** Whether it certainly allows none of the actions that the agent in a container needs. */
  get hasNoChannel(): boolean {
    return (
      !this.#isOpen &&
      this.value.source.complete &&
      !this.#policies.some((policy) => CHANNELS.some((channel) => mayAllow(policy, channel)))
    );
  }

  /** Whether it certainly allows all of them. */
  get hasAllChannels(): boolean {
    return CHANNELS.every((channel) =>
      this.#policies.some((policy) =>
        typeof policy === 'string' ? isWithChannels(policy) : (policy?.allowing(channel.toLowerCase()).length ?? 0) > 0,
      ),
    );
  }
}

/** Whether a policy may allow one of the actions that the agent in a container needs. */
export function mayAllow(policy: SeenPolicy, channel: string): boolean {
  if (policy === undefined) {
    return true;
  }
  return typeof policy === 'string'
    ? isWithChannels(policy) || !OF_AWS.test(policy)
    : policy.mayAllowMore || policy.allowing(channel.toLowerCase()).length > 0;
}

function isWithChannels(arn: string): boolean {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return OF_AWS.test(arn) && WITH_CHANNELS.some((pattern) => pattern.test(name));
}
