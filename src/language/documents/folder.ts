import type { EcspressoConfiguration } from './service/ecspresso.ts';
import { isEcspressoConfiguration, readEcspressoConfiguration } from './service/ecspresso.ts';
import type { Service } from './service/service.ts';
import type { ServiceSubject, Subject, TaskDefinitionSubject } from './subject.ts';

/** A file and what is in it. */
export interface FolderFile {
  readonly name: string;
  readonly subjects: readonly Subject[];
}

/** A file of another kind, as it is written. */
interface PlainFile {
  readonly name: string;
  readonly text: string;
}

/** A subject in a file of the folder. */
export interface Member<S extends Subject = Subject> {
  readonly file: string;
  readonly subject: S;
}

/** The task definition of a service. */
export interface Link extends Member<TaskDefinitionSubject> {
  /** Whether it is what the service runs, or will run, and no other revision of it. */
  readonly isCertain: boolean;
}

/** The files of one folder, and which service in them runs which task definition. */
export class Folder {
  readonly #files: readonly FolderFile[];
  readonly #configurations: readonly EcspressoConfiguration[];
  #byFamily: ReadonlyMap<string, readonly Member<TaskDefinitionSubject>[]> | undefined;

  constructor(files: readonly FolderFile[], others: readonly PlainFile[]) {
    this.#files = files;
    this.#configurations = others
      .filter(({ name }) => isEcspressoConfiguration(name))
      .flatMap(({ text }) => readEcspressoConfiguration(text) ?? []);
  }

  /**
   * The task definition that the service in a file runs: the only one of its family in the folder, or that which a
   * configuration of ecspresso names beside it. Undefined where that is not known.
   */
  linkOf(file: string, { named, isNameless }: Service): Link | undefined {
    if (named !== undefined) {
      const [only, ...others] = this.#taskDefinitions.get(named.family) ?? [];
      return only === undefined || others.length > 0 ? undefined : { ...only, isCertain: !named.isPinned };
    }
    const files = new Set(
      this.#configurations
        .filter(({ serviceDefinition }) => isNameless && serviceDefinition === file)
        .map(({ taskDefinition }) => taskDefinition),
    );
    const [name, ...others] = files;
    const subject = this.#files.find((each) => each.name === name)?.subjects.find(isTaskDefinition);
    return name === undefined || others.length > 0 || subject === undefined
      ? undefined
      : { file: name, subject, isCertain: true };
  }

  /** The services in all files that run a task definition. What is only described is none: nobody writes it. */
  servicesOf({ subject }: Member<TaskDefinitionSubject>): readonly Member<ServiceSubject>[] {
    return this.#files.flatMap(({ name, subjects }) =>
      subjects
        .filter(isService)
        .filter(({ origin, service }) => origin === 'input' && this.linkOf(name, service)?.subject === subject)
        .map((each) => ({ file: name, subject: each })),
    );
  }

  get #taskDefinitions(): ReadonlyMap<string, readonly Member<TaskDefinitionSubject>[]> {
    return (this.#byFamily ??= byFamily(this.#files));
  }
}

function byFamily(files: readonly FolderFile[]): ReadonlyMap<string, readonly Member<TaskDefinitionSubject>[]> {
  const families = new Map<string, Member<TaskDefinitionSubject>[]>();
  for (const { name, subjects } of files) {
    for (const subject of subjects.filter(isTaskDefinition)) {
      const family = subject.value.get('family').string;
      if (family !== undefined) {
        families.set(family, [...(families.get(family) ?? []), { file: name, subject }]);
      }
    }
  }
  return families;
}

export function isService(subject: Subject): subject is ServiceSubject {
  return subject.kind === 'service' || subject.kind === 'task-run';
}

export function isTaskDefinition(subject: Subject): subject is TaskDefinitionSubject {
  return subject.kind === 'task-definition';
}
