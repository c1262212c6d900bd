import type { Value as TextValue } from '../../text.ts';
import type { Range, Severity } from '../api.ts';
import type { Cluster } from '../documents/cluster.ts';
import type { Platform } from '../documents/platform.ts';
import type { Policy } from '../documents/policy/policy.ts';
import type { Role } from '../documents/role.ts';
import type { Service } from '../documents/service/service.ts';
import type { TaskDefinition } from '../documents/task-definition.ts';
import type { WrittenFile } from '../documents/written-file.ts';
import type { Remedy, RuleId } from './rule.ts';

/** What a rule can say. */
export interface Message {
  /** How bad it is, where a configuration does not say otherwise. */
  readonly severity: Severity;
  /**
   * One sentence, in English. `{container}` stands for a value of that name, `{.cpu}` for the property `cpu` of AWS's
   * API as the document at hand writes it.
   */
  readonly text: string;
}

/** All that a rule can say, by a name for each: what is wrong, as `missing` or `tooSmall`. */
export type Messages = Readonly<Record<string, Message>>;

/** The names of the values in a template. */
type ValueName<Template> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `.${string}` ? never : Name) | ValueName<Rest>
  : never;

type Values<Template> = [ValueName<Template>] extends [never]
  ? { readonly values?: undefined }
  : { readonly values: Readonly<Record<ValueName<Template>, TextValue>> };

/** What a rule says of one place: one of its messages, with the values that it needs. */
export type Violation<M extends Messages> = {
  [Id in keyof M & string]: {
    readonly message: Id;
    /** The shortest place that shows what is meant. */
    readonly at: Range;
    /** All places that it is about and that say nothing to ECS, in order. */
    readonly unnecessary?: readonly Range[];
    /** Ways to fix it, the best first. */
    readonly fixes?: readonly Remedy[];
  } & Values<M[Id]['text']>;
}[keyof M & string];

export type Report<M extends Messages> = (violation: Violation<M>) => void;

/** Switches of a rule, and how they are set where nothing else is said. */
type Switches = Readonly<Record<string, boolean>>;

/** What rules are about, and what one on each of these is given to look at. */
export interface Looks {
  'task-definition': {
    readonly taskDefinition: TaskDefinition;
    /** What it runs on. */
    readonly platform: Platform;
  };
  policy: {
    readonly policy: Policy;
    /** Whether a role that has it may be allowed an action of the exec agent by what else a template attaches to it. */
    readonly isAllowedBeside: (channel: string) => boolean;
  };
  /** A run of tasks counts as one. */
  service: {
    readonly service: Service;
    /** What it certainly runs, where that stands in a file beside it. */
    readonly taskDefinition: TaskDefinition | undefined;
    /** The role of that, where a template has all of it. */
    readonly taskRole: Role | undefined;
  };
  cluster: { readonly cluster: Cluster };
}

/** What a rule looks at, and where it says what it finds. */
export type Context<On extends keyof Looks, M extends Messages, O extends Switches> = Looks[On] & {
  readonly options: { readonly [Name in keyof O]: boolean };
  readonly report: Report<M>;
};

/** One requirement of ECS, of ECS Exec or of the AWS CLI, written once for all who ask. */
interface Requirement<M extends Messages> {
  readonly id: RuleId;
  readonly messages: M;
  /** Rules of other linters that report the same, as `cfn-lint E3047`. */
  readonly alsoReportedBy?: readonly string[];
  /** Whether only a configuration that names it switches it on: good advice that most have no need of. */
  readonly isOptional?: boolean;
}

/** What the editor asks, the readiness check, and CI. */
interface Definition<On extends keyof Looks, M extends Messages, O extends Switches> extends Requirement<M> {
  /** What it is about. Containers without their task definition are a task definition of which most is unknown. */
  readonly on: On;
  /**
   * Where neither the task definition nor one of its containers has a property of one of these names, it has nothing to
   * say, and is not asked. Left out where what is missing matters as well, and by rules about other things.
   */
  readonly speaksOf?: readonly string[];
  readonly options?: O;
  /** Reports each place where the requirement is not met. Must not throw, whatever is in the text. */
  check(context: Context<On, M, O>): void;
}

/** What a rule about files looks at, and where it says what it finds. */
export interface FileContext<M extends Messages> {
  readonly file: WrittenFile;
  readonly report: Report<M>;
}

/** What CI asks: editors say such things themselves. */
interface FileDefinition<M extends Messages> extends Requirement<M> {
  /** It is about how a file is written, and not about what the task definition in it says. */
  readonly on: 'file';
  /** As that of rules about task definitions. */
  check(context: FileContext<M>): void;
}

/** A rule about subjects of a kind as those see it who run it and list it. */
export interface RuleOn<On extends keyof Looks> extends Omit<Definition<On, Messages, Switches>, 'check'> {
  readonly options: Switches;
  check(context: Context<On, Messages, Switches>): void;
}

/** A rule about files as those see it who run it and list it. */
export interface FileRule extends Omit<FileDefinition<Messages>, 'check'> {
  check(context: FileContext<Messages>): void;
}

/** A rule, whatever it is about. */
export type DefinedRule = { [On in keyof Looks]: RuleOn<On> }[keyof Looks] | FileRule;

/** The options of a rule that has none. */
export const NO_OPTIONS: Switches = {};

/** Makes a rule. The compiler sees to it that a report has the values of its message, and no others. */
export function defineRule<
  On extends keyof Looks,
  const M extends Messages,
  O extends Switches = Readonly<Record<string, never>>,
>(definition: Definition<On, M, O>): RuleOn<On> {
  return { options: NO_OPTIONS, ...(definition as unknown as Definition<On, Messages, Switches>) };
}

/** As {@link defineRule}, for one about files. */
export function defineFileRule<const M extends Messages>(definition: FileDefinition<M>): FileRule {
  return definition as unknown as FileRule;
}
