import type { Neighbours } from './api.ts';
import { Folder, isService, isTaskDefinition, type Member } from './documents/folder.ts';
import { mayAllow, type Role, type SeenPolicy } from './documents/role.ts';
import type { PolicySubject, ServiceSubject, Subject, TaskDefinitionSubject } from './documents/subject.ts';
import type { TaskDefinition } from './documents/task-definition.ts';
import { Template, type TemplateFile } from './documents/template.ts';
import type { Related } from './symbols/find.ts';

/** What is known of a subject from others. */
export interface Links {
  /** What a service certainly runs. */
  readonly taskDefinition?: TaskDefinition | undefined;
  /** The role of that. */
  readonly taskRole?: Role | undefined;
  /** Whether a task definition is certainly run by services without ECS Exec alone. */
  readonly isExecOff?: boolean;
  /** Whether a role that has a policy may be allowed an action of the exec agent by what else it has. */
  readonly isAllowedBeside?: (channel: string) => boolean;
}

/** How the subjects of a text belong together with each other, and with those in the files beside it. */
export class FolderRelations {
  readonly #name: string;
  readonly #folder: Folder;
  readonly #template: Template;

  /** The files are those beside the text, read. */
  constructor(
    { name, configurations, isWhole, folder = '' }: Omit<Neighbours, 'files'>,
    own: TemplateFile,
    files: readonly TemplateFile[],
  ) {
    const all = [own, ...files.filter((file) => file.name !== name)];
    this.#name = name;
    this.#folder = new Folder(folder, all, configurations);
    // The files of a Terraform module are one template; of others, each is one.
    const isModule = own.format === 'hcl';
    this.#template = new Template(isModule ? all : [own], !isModule || isWhole);
  }

  linksOf(subject: Subject): Links {
    if (isTaskDefinition(subject)) {
      return subject.origin === 'template' ? { isExecOff: this.#template.isExecOff(subject) } : {};
    }
    if (subject.kind === 'policy') {
      return subject.origin === 'template' ? { isAllowedBeside: this.#besidePolicy(subject) } : {};
    }
    if (!isService(subject)) {
      return {};
    }
    if (subject.origin === 'template') {
      const link = this.#template.taskDefinitionOf(subject)?.subject;
      return link === undefined
        ? {}
        : { taskDefinition: link.taskDefinition, taskRole: this.#template.taskRoleOf(link) };
    }
    const link = this.#folder.linkOf(this.#name, subject.service);
    return link?.isCertain === true ? { taskDefinition: link.subject.taskDefinition } : {};
  }

  #besidePolicy(subject: PolicySubject): (channel: string) => boolean {
    let policies: readonly SeenPolicy[] | undefined;
    return (channel) => {
      policies ??= this.#template.attachedBeside(subject);
      return policies.some((policy) => mayAllow(policy, channel));
    };
  }

  /** The subjects beside one that have the same names: the task definition, and the services that run it. */
  of(subject: Subject): readonly Related[] {
    const owner = this.#ownerOf(subject);
    if (owner === undefined) {
      return [];
    }
    return [owner, ...this.#servicesOf(owner)]
      .filter((other) => other.subject !== subject)
      .map((other) => ({ subject: other.subject, file: other.file === this.#name ? undefined : other.file }));
  }

  #ownerOf(subject: Subject): Member<TaskDefinitionSubject> | undefined {
    if (isTaskDefinition(subject)) {
      return { file: this.#name, subject };
    }
    if (!isService(subject)) {
      return undefined;
    }
    return subject.origin === 'template'
      ? this.#template.taskDefinitionOf(subject)
      : this.#folder.linkOf(this.#name, subject.service);
  }

  #servicesOf(owner: Member<TaskDefinitionSubject>): readonly Member<ServiceSubject>[] {
    return owner.subject.origin === 'template'
      ? this.#template.servicesOf(owner.subject)
      : this.#folder.servicesOf(owner);
  }
}
