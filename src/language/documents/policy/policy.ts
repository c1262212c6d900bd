import type { Range } from '../../api.ts';
import type { Value } from '../../syntax/value.ts';
import { type Grant, Grants } from './grants.ts';
import { listOf, Statement } from './statement.ts';

/** What a policy is attached to: a user or role; a role, to say who may assume it; any other resource. */
export type PolicyKind = 'identity' | 'trust' | 'resource';

/** The services that ECS Exec is about. */
const SERVICES: ReadonlySet<string> = new Set(['ecs', 'ssm', 'ssmmessages']);

/** Those that sessions are encrypted with, and logged to. */
const BESIDE: ReadonlySet<string> = new Set(['kms', 'logs', 's3', 'ssm']);

/** A policy document of IAM, or as much of it as there is. */
export class Policy {
  readonly value: Value;
  /** The objects among its statements. */
  readonly statements: readonly Statement[];
  /** Whether there may be statements that one cannot see here. */
  readonly #hasMoreStatements: boolean;
  #grants: Grants | undefined;
  #kind: PolicyKind | undefined;
  #isOurs: boolean | undefined;
  #ours: readonly Statement[] | undefined;

  constructor(value: Value) {
    const written = listOf(value.get('Statement'));
    this.value = value;
    this.statements = written.filter(({ kind }) => kind === 'object').map((statement) => new Statement(statement));
    this.#hasMoreStatements = this.statements.length < written.length;
  }

  get kind(): PolicyKind {
    return (this.#kind ??= kindOf(this.statements));
  }

  /** The shortest place that stands for the whole of it. */
  get place(): Range {
    return this.value.get('Statement').key ?? this.value;
  }

  /**
   * Whether it is about ECS Exec: one of its actions is of ECS, of Systems Manager or of its messages, or it says who
   * may assume a role.
   */
  get isOurs(): boolean {
    return (this.#isOurs ??= this.statements.some((statement) =>
      statement.actions.some(
        ({ service, text }) => SERVICES.has(service) || text?.startsWith('sts:assumerole') === true,
      ),
    ));
  }

  /**
   * Its statements that are about ECS Exec, or beside such a statement about what sessions are encrypted with and
   * logged to.
   */
  get ours(): readonly Statement[] {
    return (this.#ours ??= this.statements.some(({ isOurs }) => isOurs)
      ? this.statements.filter(({ isOurs, actions }) => isOurs || actions.some(({ service }) => BESIDE.has(service)))
      : []);
  }

  /** What allows an action, whose name is in small letters. */
  allowing(action: string): readonly Grant[] {
    return (this.#grants ??= new Grants(this.statements)).of(action);
  }

  /** Whether it may allow actions that one cannot see here. */
  get mayAllowMore(): boolean {
    return this.#hasMoreStatements || this.statements.some((statement) => !statement.isDeny && statement.mayCoverMore);
  }
}

function kindOf(statements: readonly Statement[]): PolicyKind {
  if (!statements.some(({ hasPrincipal }) => hasPrincipal)) {
    return 'identity';
  }
  return statements.some((statement) => statement.covers('sts:assumerole')) ? 'trust' : 'resource';
}
