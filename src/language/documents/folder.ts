import { grouped } from './grouped.ts';
import {
  type EcspressoConfiguration,
  isEcspressoConfiguration,
  type PlainFile,
  readEcspressoConfiguration,
} from './service/ecspresso.ts';
import type { Service } from './service/service.ts';
import type { ServiceSubject, Subject, TaskDefinitionSubject } from './subject.ts';

/** A file and what is in it. */
export interface FolderFile {
  /** Its path from the folder: where a configuration names them, files of other folders are here, too. */
  readonly name: string;
  readonly subjects: readonly Subject[];
}

/** A subject in a file of the folder. */
export interface Member<S extends Subject = Subject> {
  readonly file: string;
  readonly subject: S;
}

/** Those whose family is not known are under undefined. */
type Families = ReadonlyMap<string | undefined, readonly Member<TaskDefinitionSubject>[]>;

/** The task definition of a service. */
export interface Link extends Member<TaskDefinitionSubject> {
  /** Whether it is what the service runs, or will run, and no other revision of it. */
  readonly isCertain: boolean;
}

/**
 * The files of one folder, and those of others that a configuration names beside them, and which service in them runs
 * which task definition.
 */
export class Folder {
  readonly #files: readonly FolderFile[];
  readonly #configurations: readonly EcspressoConfiguration[];
  #byFamily: Families | undefined;

  /** The path of the folder is that from the root, above which no path leads. */
  constructor(path: string, files: readonly FolderFile[], others: readonly PlainFile[]) {
    this.#files = files;
    this.#configurations = others
      .filter(({ name }) => isEcspressoConfiguration(name))
      .flatMap((file) => readEcspressoConfiguration(file, path) ?? []);
  }

  /**
   * The task definition that the service in a file runs: the only one of its family in its folder, or that which a
   * configuration of ecspresso names beside it, wherever it is. Undefined where that is not known.
   */
  linkOf(file: string, { named, isNameless }: Service): Link | undefined {
    if (named !== undefined) {
      const [only, ...others] = isBeyond(file) ? [] : (this.#taskDefinitions.get(named.family) ?? []);
      const found = only ?? this.#configuredFor(file);
      return found === undefined || others.length > 0 || familyOf(found.subject) !== named.family
        ? undefined
        : { ...found, isCertain: !named.isPinned };
    }
    const configured = isNameless ? this.#configuredFor(file) : undefined;
    return configured === undefined ? undefined : { ...configured, isCertain: true };
  }

  /** The task definition that the configurations name beside the service in a file, if they name one. */
  #configuredFor(file: string): Member<TaskDefinitionSubject> | undefined {
    const files = new Set(
      this.#configurations
        .filter(({ serviceDefinition }) => serviceDefinition === file)
        .map(({ taskDefinition }) => taskDefinition),
    );
    const [name, ...others] = files;
    const subject = this.#files.find((each) => each.name === name)?.subjects.find(isTaskDefinition);
    return name === undefined || others.length > 0 || subject === undefined ? undefined : { file: name, subject };
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

  get #taskDefinitions(): Families {
    return (this.#byFamily ??= byFamily(this.#files.filter(({ name }) => !isBeyond(name))));
  }
}

function byFamily(files: readonly FolderFile[]): Families {
  const all = files.flatMap(({ name, subjects }) =>
    subjects.filter(isTaskDefinition).map((subject) => ({ file: name, subject })),
  );
  return grouped(all, ({ subject }) => familyOf(subject));
}

function familyOf({ value }: TaskDefinitionSubject): string | undefined {
  return value.get('family').string;
}

/** Whether a file is in another folder. */
function isBeyond(file: string): boolean {
  return file.includes('/');
}

export function isService(subject: Subject): subject is ServiceSubject {
  return subject.kind === 'service' || subject.kind === 'task-run';
}

export function isTaskDefinition(subject: Subject): subject is TaskDefinitionSubject {
  return subject.kind === 'task-definition';
}
