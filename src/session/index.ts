import { systemClock } from './clock.ts';
import type { Files } from './files/api.ts';
import { copyToContainer } from './files/copy-in.ts';
import { copyFromContainer } from './files/copy-out.ts';
import type { Ports } from './ports/api.ts';
import { suggestLocalPort } from './ports/local-port.ts';
import { forward } from './ports/port-forward.ts';
import type { OpenSession } from './shell/api.ts';
import { ShellSession } from './shell/session.ts';
import { openWebSocket } from './transport/socket.ts';

const environment = (ca: string | undefined) => ({ clock: systemClock, openSocket: openWebSocket(ca) });

/** Opens a shell session's data channel. Answers at once; what becomes of it is told by the session. */
export const openSession: OpenSession = (options) => new ShellSession(options, environment(options.ca));

/** Forwards ports of this machine into containers. */
export const ports: Ports = { forward: (options) => forward(options, environment(options.ca)), suggestLocalPort };

export { runCommand } from './commands/run.ts';

/** Copies files and folders into and out of containers. */
export const files: Files = { copyToContainer, copyFromContainer };
