import assert from 'node:assert/strict';
import type { SessionOptions } from '../../../src/session/shell/api.ts';
import type { AgentOptions, Faults, OpenedSession } from '../../simulator/gateway/api.ts';
import { startGateway, type TestGateway } from '../../simulator/tests/bare-client.ts';
import { Terminal } from './terminal.ts';

/** What is on the other side. */
export interface Setting {
  readonly command?: string;
  readonly encrypted?: boolean;
  readonly agent?: Partial<AgentOptions>;
  /** Of the network, from the first frame on. */
  readonly faults?: Faults;
  /** Of the session on this side. */
  readonly options?: (simulator: TestGateway, opened: OpenedSession) => Partial<SessionOptions>;
}

/**
 * A terminal in a container of a simulator of its own. At the end of the test the agent must not have found any
 * violation of the protocol.
 */
export interface Scene extends AsyncDisposable, Pick<TestGateway, 'gateway'> {
  readonly opened: OpenedSession;
  readonly terminal: Terminal;
  /** The session as the simulator has it. */
  readonly remote: NonNullable<ReturnType<TestGateway['gateway']['sessions']['get']>>;
}

export async function openTerminal({ command, encrypted, agent, faults, options }: Setting = {}): Promise<Scene> {
  const simulator = await startGateway(agent && { agent });
  const { gateway } = simulator;
  if (faults !== undefined) {
    gateway.faults = faults;
  }
  const opened = simulator.open(command, encrypted === undefined ? {} : { encrypted });
  const remote = gateway.sessions.get(opened.sessionId);
  assert.ok(remote);
  const terminal = new Terminal(opened, options?.(simulator, opened));
  return {
    gateway,
    opened,
    terminal,
    remote,
    async [Symbol.asyncDispose]() {
      terminal.session.close();
      await simulator[Symbol.asyncDispose]();
      assert.deepEqual(gateway.violations, []);
    },
  };
}
