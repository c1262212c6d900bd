import type { Neighbours } from './api.ts';
import { Folder, type FolderFile, isService, isTaskDefinition } from './documents/folder.ts';
import type { Subject } from './documents/subject.ts';
import type { TaskDefinition } from './documents/task-definition.ts';
import type { Related } from './symbols/find.ts';

/** How the subjects of a text belong together with those in the files beside it. */
export class FolderRelations {
  readonly #name: string;
  readonly #folder: Folder;

  /** The files are those beside the text, read. */
  constructor({ name, configurations }: Neighbours, subjects: readonly Subject[], files: readonly FolderFile[]) {
    this.#name = name;
    this.#folder = new Folder([{ name, subjects }, ...files.filter((file) => file.name !== name)], configurations);
  }

  /** What a service certainly runs, where that stands in the folder. */
  taskDefinitionOf(subject: Subject): TaskDefinition | undefined {
    const link = isService(subject) ? this.#folder.linkOf(this.#name, subject.service) : undefined;
    return link?.isCertain === true ? link.subject.taskDefinition : undefined;
  }

  /** The subjects in other files that have the same names: the task definition, and the services that run it. */
  of(subject: Subject): readonly Related[] {
    const owner = isTaskDefinition(subject)
      ? { file: this.#name, subject }
      : isService(subject)
        ? this.#folder.linkOf(this.#name, subject.service)
        : undefined;
    if (owner === undefined) {
      return [];
    }
    return [owner, ...this.#folder.servicesOf(owner)]
      .filter((other) => other.subject !== subject)
      .map((other) => ({ subject: other.subject, file: other.file === this.#name ? undefined : other.file }));
  }
}
