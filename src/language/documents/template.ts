import type { Format } from '../api.ts';
import type { Value } from '../syntax/value.ts';
import { isService, isTaskDefinition, type Member } from './folder.ts';
import { grouped } from './grouped.ts';
import type { Policy } from './policy/policy.ts';
import {
  type AttachedPolicy,
  type Attachment,
  Role,
  type SeenPolicy,
  type TemplateRole,
  type TemplateRoles,
} from './role.ts';
import type { PolicySubject, ServiceSubject, Subject, TaskDefinitionSubject } from './subject.ts';

/** A text of a template. */
export interface TemplateFile {
  readonly name: string;
  readonly format: Format;
  readonly subjects: readonly Subject[];
  readonly roles: () => TemplateRoles;
  /** How often an address is written in it. */
  readonly count: (address: string) => number;
}

/** Of more policies of a role, none is looked at. IAM attaches 20 at most, and takes 10 KB of those that are in it. */
export const MOST_ATTACHED = 100;

/** Several of one address: which of them is meant, nobody can tell. */
type ByAddress<T> = ReadonlyMap<string | undefined, readonly T[]>;

/** The texts of one template, whose resources refer to each other by their addresses. */
export class Template {
  readonly #files: readonly TemplateFile[];
  /** Whether all of its texts are here. */
  readonly #isWhole: boolean;
  #definitions: ByAddress<Member<TaskDefinitionSubject>> | undefined;
  #policies: ByAddress<PolicySubject> | undefined;
  #services: ReadonlyMap<TaskDefinitionSubject | undefined, readonly Member<ServiceSubject>[]> | undefined;
  #roles: ByAddress<TemplateRole> | undefined;
  #attachments: ByAddress<Attachment> | undefined;
  /** The documents that roles have, by the offsets at which they stand. */
  #attachedAt: ReadonlyMap<number, readonly { role: string | undefined; policy: Policy }[]> | undefined;
  #madeOf: ReadonlyMap<string, string> | undefined;

  constructor(files: readonly TemplateFile[], isWhole: boolean) {
    this.#files = files;
    this.#isWhole = isWhole;
  }

  /** The task definition that a service runs. */
  taskDefinitionOf({ service, notation }: ServiceSubject): Member<TaskDefinitionSubject> | undefined {
    this.#definitions ??= grouped(this.#members(isTaskDefinition), ({ subject }) => subject.address);
    return only(this.#definitions, notation.referenceIn?.(service.value.get('taskDefinition')));
  }

  /** The services that certainly run a task definition. */
  servicesOf(subject: TaskDefinitionSubject): readonly Member<ServiceSubject>[] {
    this.#services ??= grouped(
      this.#members(isService).filter((each) => each.subject.origin === 'template'),
      (each) => this.taskDefinitionOf(each.subject)?.subject,
    );
    return this.#services.get(subject) ?? [];
  }

  /** The role of a task definition, where all that is attached to it can be looked for here. */
  taskRoleOf({ taskDefinition, notation }: TaskDefinitionSubject): Role | undefined {
    return this.#isWhole ? this.#roleAt(notation.referenceIn?.(taskDefinition.get('taskRoleArn'))) : undefined;
  }

  /**
   * All that may be attached to a role that has a policy, with the policy itself: where it is not known which roles
   * have it, all there is.
   */
  attachedBeside({ policy, address }: PolicySubject): readonly SeenPolicy[] {
    this.#attachedAt ??= grouped(
      [...this.#attachmentsByRole].flatMap(([role, attachments]) =>
        attachments.flatMap((each) => {
          const seen = this.#resolve(each.policy);
          return typeof seen === 'object' ? [{ role, policy: seen }] : [];
        }),
      ),
      ({ policy: { value } }) => value.start,
    );
    const holders = this.#attachedAt.get(policy.value.start)?.filter((each) => isSame(each.policy, policy)) ?? [];
    const roles = new Set(holders.map(({ role }) => role));
    if (address !== undefined && this.#attachmentsByRole.has(address)) {
      // A policy that stands in a role has its address.
      roles.add(address);
    }
    const known = [...roles].filter((role): role is string => this.#rolesByAddress.has(role));
    const isKnown = known.length > 0 && known.length === roles.size;
    const beside = isKnown ? this.#attachmentsOf(known) : this.#all(({ attachments }) => attachments);
    const others = isKnown ? [] : this.#members(isPolicy).filter((other) => !isSame(other.subject.policy, policy));
    return beside.length + others.length > MOST_ATTACHED
      ? [undefined]
      : [...beside.map((each) => this.#resolve(each.policy)), ...others.map((other) => other.subject.policy)];
  }

  /**
   * Whether none of the services that run a task definition has ECS Exec on. It is not known where none is to be seen,
   * or where there may be others.
   */
  isExecOff(subject: TaskDefinitionSubject): boolean {
    const services = this.#isWhole ? this.servicesOf(subject) : [];
    return (
      services.length > 0 && services.every(({ subject: { service } }) => isOff(service.get('enableExecuteCommand')))
    );
  }

  #roleAt(address: string | undefined): Role | undefined {
    const role = only(this.#rolesByAddress, address);
    if (role === undefined || this.#isHandedOn(role.address)) {
      return undefined;
    }
    return new Role(
      role,
      this.#attachmentsOf([role.address]).map(({ policy }) => this.#resolve(policy)),
    );
  }

  #attachmentsOf(roles: readonly string[]): readonly Attachment[] {
    // What is attached to a role that nobody can tell may be attached to any.
    return [...roles, undefined].flatMap((role) => this.#attachmentsByRole.get(role) ?? []);
  }

  get #rolesByAddress(): ByAddress<TemplateRole> {
    return (this.#roles ??= grouped(
      this.#all(({ roles }) => roles),
      (role) => role.address,
    ));
  }

  get #attachmentsByRole(): ByAddress<Attachment> {
    return (this.#attachments ??= grouped(
      this.#all(({ attachments }) => attachments),
      ({ to }) => to,
    ));
  }

  /** Whether something refers to a role that is neither an attachment nor a task definition. */
  #isHandedOn(address: string): boolean {
    const told = this.#files.map(({ roles }) => roles().mentions);
    if (told.every((mentions) => mentions === undefined)) {
      return false;
    }
    const attached = told.flatMap((mentions) => mentions ?? []).filter((each) => each === address).length;
    const used = this.#members(isTaskDefinition).flatMap(({ subject: { taskDefinition, notation } }) =>
      [taskDefinition.get('taskRoleArn'), taskDefinition.get('executionRoleArn')].filter(
        (role) => notation.referenceIn?.(role) === address,
      ),
    ).length;
    const written = this.#files.reduce((sum, { count }) => sum + count(address), 0);
    return written > attached + used;
  }

  #resolve(attached: AttachedPolicy): SeenPolicy {
    switch (attached.kind) {
      case 'document':
        return attached.policy;
      case 'managed':
        return attached.arn;
      case 'address':
        this.#policies ??= grouped(
          this.#members(isPolicy).map(({ subject }) => subject),
          ({ address }) => address,
        );
        return only(this.#policies, this.#documentOf(attached.address))?.policy;
      case 'unknown':
        return undefined;
    }
  }

  #documentOf(address: string): string {
    this.#madeOf ??= new Map(this.#all(({ madeOf = [] }) => madeOf).map((each) => [each.address, each.of]));
    return this.#madeOf.get(address) ?? address;
  }

  #members<S extends Subject>(isKind: (subject: Subject) => subject is S): readonly Member<S>[] {
    return this.#files.flatMap(({ name, subjects }) =>
      subjects.filter(isKind).map((subject) => ({ file: name, subject })),
    );
  }

  #all<T>(of: (roles: TemplateRoles) => readonly T[]): readonly T[] {
    return this.#files.flatMap(({ roles }) => of(roles()));
  }
}

function only<T>(all: ByAddress<T>, address: string | undefined): T | undefined {
  const found = address === undefined ? undefined : all.get(address);
  return found?.length === 1 ? found[0] : undefined;
}

/** Whether two policies are one in the text, read more than once. */
function isSame(a: Policy, b: Policy): boolean {
  return a.value.start === b.value.start && a.value.source.text === b.value.source.text;
}

function isOff(value: Value): boolean {
  return value.isAbsent || value.is(false);
}

function isPolicy(subject: Subject): subject is PolicySubject {
  return subject.kind === 'policy';
}
