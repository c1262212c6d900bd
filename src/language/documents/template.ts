import type { Value } from '../syntax/value.ts';
import { isService, isTaskDefinition, type Member } from './folder.ts';
import type { Policy } from './policy/policy.ts';
import { type AttachedPolicy, type Attachment, Role, type TemplateRole, type TemplateRoles } from './role.ts';
import type { PolicySubject, ServiceSubject, Subject, TaskDefinitionSubject } from './subject.ts';

/** A text of a template. */
export interface TemplateFile {
  readonly name: string;
  readonly subjects: readonly Subject[];
  readonly roles: () => TemplateRoles;
}

/** The texts of one template, whose resources refer to each other by their addresses. */
export class Template {
  readonly #files: readonly TemplateFile[];
  /** Whether all of its texts are here. */
  readonly #isWhole: boolean;
  #roles: { readonly roles: readonly TemplateRole[]; readonly attachments: readonly Attachment[] } | undefined;

  constructor(files: readonly TemplateFile[], isWhole: boolean) {
    this.#files = files;
    this.#isWhole = isWhole;
  }

  /** The task definition that a service runs. */
  taskDefinitionOf({ service, notation }: ServiceSubject): Member<TaskDefinitionSubject> | undefined {
    const address = notation.referenceIn?.(service.value.get('taskDefinition'));
    return address === undefined ? undefined : this.#only(isTaskDefinition, address);
  }

  /** The services that certainly run a task definition. */
  servicesOf(subject: TaskDefinitionSubject): readonly Member<ServiceSubject>[] {
    return this.#files.flatMap(({ name, subjects }) =>
      subjects
        .filter(isService)
        .filter((each) => each.origin === 'template' && this.taskDefinitionOf(each)?.subject === subject)
        .map((each) => ({ file: name, subject: each })),
    );
  }

  /** The role of a task definition, where all that is attached to it can be looked for here. */
  taskRoleOf({ taskDefinition, notation }: TaskDefinitionSubject): Role | undefined {
    const address = notation.referenceIn?.(taskDefinition.get('taskRoleArn'));
    return address === undefined || !this.#isWhole ? undefined : this.#roleAt(address);
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

  #roleAt(address: string): Role | undefined {
    const { roles, attachments } = this.#allRoles;
    const [role, ...others] = roles.filter((each) => each.address === address);
    if (role === undefined || others.length > 0) {
      return undefined;
    }
    const attached = attachments.filter(({ to }) => to === address || to === undefined);
    return new Role(
      role,
      attached.map(({ policy }) => this.#resolve(policy)),
    );
  }

  #resolve(attached: AttachedPolicy): Policy | string | undefined {
    switch (attached.kind) {
      case 'document':
        return attached.policy;
      case 'managed':
        return attached.arn;
      case 'address':
        return this.#only(isPolicy, attached.address)?.subject.policy;
      case 'unknown':
        return undefined;
    }
  }

  #only<S extends Subject>(isKind: (subject: Subject) => subject is S, address: string): Member<S> | undefined {
    const found = this.#files.flatMap(({ name, subjects }) =>
      subjects
        .filter(isKind)
        .filter((subject) => subject.address === address)
        .map((subject) => ({ file: name, subject })),
    );
    return found.length === 1 ? found[0] : undefined;
  }

  get #allRoles(): { readonly roles: readonly TemplateRole[]; readonly attachments: readonly Attachment[] } {
    if (this.#roles === undefined) {
      const all = this.#files.map(({ roles }) => roles());
      this.#roles = {
        roles: all.flatMap(({ roles }) => roles),
        attachments: all.flatMap(({ attachments }) => attachments),
      };
    }
    return this.#roles;
  }
}

function isOff(value: Value): boolean {
  return value.isAbsent || value.is(false);
}

function isPolicy(subject: Subject): subject is PolicySubject {
  return subject.kind === 'policy';
}
