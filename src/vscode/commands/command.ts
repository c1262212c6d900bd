import type { EditorCommand, LiveCommand } from './list.ts';

type CommandId = EditorCommand | LiveCommand;

/** What a user can do: the body of one command. */
export interface Command<Needs> {
  /** Its name in package.json, after `ecs-exec.`. */
  readonly id: CommandId;
  /**
   * Runs it with the parts that it needs and with what VS Code hands over: nothing, or, for example, the node of a tree
   * on which it was chosen. Where it rejects, the user is told why.
   */
  run(needs: Needs, ...given: never[]): unknown;
}

/** A body for each of some commands, under its own name. */
export type Commands<Id extends CommandId, Needs> = {
  readonly [Each in Id]: Command<Needs> & { readonly id: Each };
};
