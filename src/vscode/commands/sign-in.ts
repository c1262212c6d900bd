import type { Connections } from '../connections/connections.ts';
import { LiveConnection } from '../connections/live-connection.ts';
import { connectionOf, type Node } from '../explorer/nodes.ts';
import type { SignInDesk } from '../sign-in/sign-in-desk.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly connections: Pick<Connections, 'main'>;
  readonly desk: Pick<SignInDesk, 'signIn'>;
}

/**
 * Signs in with the profile of what is given, where that was found through a connection, or with the one that is
 * selected.
 */
export const signIn = {
  id: 'signIn',
  async run({ connections, desk }: Needs, about?: unknown): Promise<void> {
    const { choice } = connectionGiven(about) ?? connections.main;
    await desk.signIn(choice.profile);
  },
} satisfies Command<Needs>;

/** VS Code hands over nodes; what has failed may have been about something else, such as a file or a forwarded port. */
function connectionGiven(about: unknown): LiveConnection | undefined {
  if (typeof about !== 'object' || about === null) {
    return undefined;
  }
  const found: unknown = 'kind' in about ? connectionOf(about as Node) : 'connection' in about && about.connection;
  return found instanceof LiveConnection ? found : undefined;
}
