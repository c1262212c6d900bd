import type { DocumentKind, Origin, Range, RunsOn, TextFile } from '../api.ts';
import type { Choose, Notation } from '../notation/notation.ts';
import type { Syntax, Value } from '../syntax/value.ts';
import type { Cluster } from './cluster.ts';
import { containerValues } from './container-list.ts';
import type { Policy } from './policy/policy.ts';
import type { TemplateRoles } from './role.ts';
import type { Service } from './service/service.ts';
import { TaskDefinition } from './task-definition.ts';

/** What all kinds of subjects have. */
interface Part {
  readonly origin: Origin;
  /** Whether all of it is here; a fragment is completed by something else before AWS sees it. */
  readonly isWhole: boolean;
  readonly notation: Notation;
  /** What it is called in its document, where other parts of that refer to it by a name. */
  readonly address?: string | undefined;
  /** The value that it is, as the API's input would have it. */
  readonly value: Value;
  /**
   * Where it depends on conditions, all that it can become; undefined where it does not, or on more than can be looked
   * at. Apart from that, what depends on conditions is unknown in it.
   */
  readonly cases?: (() => readonly Case[]) | undefined;
}

/** What a subject is under some conditions. */
export interface Case {
  readonly subject: Subject;
  /** Whether what stands at a place is part of it then, or is under no condition. */
  readonly includes: (place: Range) => boolean;
}

/** A task definition, or as much of it as there is. */
export interface TaskDefinitionSubject extends Part {
  readonly kind: 'task-definition' | 'container-definitions';
  readonly taskDefinition: TaskDefinition;
}

/** A policy document of IAM. */
export interface PolicySubject extends Part {
  readonly kind: 'policy';
  readonly policy: Policy;
}

/** A service, or a run of tasks. */
export interface ServiceSubject extends Part {
  readonly kind: 'service' | 'task-run';
  readonly service: Service;
}

/** A cluster. */
export interface ClusterSubject extends Part {
  readonly kind: 'cluster';
  readonly cluster: Cluster;
}

/** Something in a text that rules are about. */
export type Subject = TaskDefinitionSubject | PolicySubject | ServiceSubject | ClusterSubject;

/** Finds subjects in texts of a sort. */
export interface Recognizer {
  /** What it looks for. */
  readonly kinds: readonly DocumentKind[];
  /** The names of properties of which a text has at least one that holds any. */
  readonly names: readonly string[];
  /** Whether a text that has one of them may hold one; a no spares parsing it. */
  mayHold?(text: string, syntax: Syntax): boolean;
  /** All that are in the outermost value of a text, in order. */
  recognize(root: Value): readonly Subject[];
  /** The roles in the outermost value of a text, and what is attached to them. */
  rolesIn?(root: Value): TemplateRoles;
  /** Whether a file in which nothing is recognized, for it is broken, was meant to hold one nevertheless. */
  isMeantAsOne?: (text: string, file: TextFile, syntax: Syntax) => boolean;
}

/** What is known of a task definition beside its value. */
export interface About extends Pick<Part, 'origin' | 'isWhole' | 'notation' | 'address'> {
  /** Whether all of its containers are here, although not all else is. */
  readonly hasAllContainers?: boolean;
}

/** A task definition, from the object that is one in the document's own notation. */
export function taskDefinitionIn(
  written: Value,
  about: About,
  { runsOn, choose }: { readonly runsOn?: RunsOn | undefined; readonly choose?: Choose } = {},
): TaskDefinitionSubject {
  const value = about.notation.see(written, { structure: 'TaskDefinition' }, choose);
  const taskDefinition = new TaskDefinition(value, containerValues(value), { ...about, runsOn });
  return { ...about, kind: 'task-definition', value, taskDefinition };
}
