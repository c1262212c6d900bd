import type { StartCommand } from '../../../src/session/commands/api.ts';
import { openSession } from '../../../src/session/index.ts';
import type { AgentOptions, ContainerImage } from '../../simulator/gateway/api.ts';
import { startGateway, type TestGateway } from '../../simulator/tests/bare-client.ts';
import { findShells, SHELL_NAMES } from '../../simulator/world/shells.ts';
import { resumeAt } from './simulated.ts';
import { signWith } from './terminal.ts';

/** A gateway whose container has this image, and these variables in its environment. */
export async function startContainer(
  image: ContainerImage,
  environment: Readonly<Record<string, string>> = {},
  agent: Partial<AgentOptions> = {},
): Promise<TestGateway & { readonly start: StartCommand }> {
  const simulator = await startGateway({ agent });
  const { gateway } = simulator;
  const container = { ...simulator.container, image, environment };
  const { sessionId, streamUrl } = simulator.open();
  gateway.sessions.get(sessionId)?.terminate();
  const hostHeader = new URL(streamUrl).host;
  const opened = (command: string) => gateway.open({ purpose: { kind: 'command', command }, container, hostHeader });
  const start: StartCommand = (line, events) => {
    const session = opened(line);
    return Promise.resolve(
      openSession({ ...session, sign: signWith(), resume: resumeAt(simulator, session.sessionId), ...events }),
    );
  };
  return { ...simulator, start };
}

/** The shells to test with: the name for a suite, the image, and why it is skipped where this machine lacks it. */
export function shellImages(): readonly {
  readonly shell: string;
  readonly image: ContainerImage;
  readonly skip: string | false;
}[] {
  const shells = findShells();
  return SHELL_NAMES.map((shell) => {
    const program = shells.get(shell);
    const hint = shell === 'ash' ? '; apt-get install busybox brings it' : '';
    return {
      shell,
      image: { shell: program ?? false },
      skip: program === undefined && `There is no ${shell} here${hint}.`,
    };
  });
}
