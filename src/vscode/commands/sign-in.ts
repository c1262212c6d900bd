import type { Connections } from '../connections/connections.ts';
import { connectionOf, type Node } from '../explorer/nodes.ts';
import type { SignInDesk } from '../sign-in/sign-in-desk.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly connections: Pick<Connections, 'main'>;
  readonly desk: Pick<SignInDesk, 'signIn'>;
}

/** Signs in with the profile of a node of the tree, or with the one that is selected. */
export const signIn = {
  id: 'signIn',
  async run({ connections, desk }: Needs, node?: Node): Promise<void> {
    const connection = node === undefined ? connections.main : connectionOf(node);
    await desk.signIn(connection.choice.profile);
  },
} satisfies Command<Needs>;
