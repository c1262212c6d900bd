import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { inspect } from 'node:util';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import type { ExecRequest, ExecSession } from '../../../src/aws/api/sessions.ts';
import type { Task } from '../../../src/aws/api/tasks.ts';
import { aws } from '../../../src/aws/index.ts';
import type { SessionOptions } from '../../../src/session/shell/api.ts';
import { QUICK_AGENT, type Simulator, startSimulator } from '../../simulator/index.ts';
import { Terminal } from '../support/terminal.ts';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: randomUUID(), sessionToken: 'test' };

/** Whatever must not be seen, and everything that could be seen. */
class Witness {
  readonly #secrets: string[] = ['Signature=', 'AWS4-HMAC'];
  readonly #seen: unknown[] = [];

  readonly see = (...things: readonly unknown[]): void => {
    this.#seen.push(...things);
  };

  keepSecret(...secrets: readonly (string | Uint8Array)[]): void {
    for (const secret of secrets) {
      const texts =
        typeof secret === 'string'
          ? [secret, encodeURIComponent(secret)]
          : (['hex', 'base64', 'base64url', 'latin1'] as const).map((encoding) =>
              Buffer.from(secret).toString(encoding),
            );
      this.#secrets.push(...texts);
    }
  }

  /** Errors are looked at with their causes, as a log would show them. */
  check(): void {
    const everything = inspect(this.#seen, {
      depth: 12,
      maxArrayLength: null,
      maxStringLength: null,
      breakLength: Infinity,
    });
    assert.ok(everything.length > 1000);
    const found = this.#secrets.findIndex((secret) => everything.includes(secret));
    assert.equal(found, -1, `secret ${found} was written`);
  }
}

suite('what a session logs, tells and fails with', { timeout: 60_000 }, () => {
  let simulator: Simulator;
  let gateway: Gateway;
  let environment: NodeJS.ProcessEnv;
  const witness = new Witness();

  before(async () => {
    simulator = await startSimulator({ agent: QUICK_AGENT, credentials: CREDENTIALS });
    environment = { ...process.env };
    Object.assign(process.env, simulator.environment, { AWS_SESSION_TOKEN: CREDENTIALS.sessionToken });
    gateway = await aws.connect({
      profile: undefined,
      region: 'eu-central-1',
      endpoint: simulator.endpoint,
      mfaCode: () => Promise.reject(new Error('nobody')),
      log: witness.see,
    });
  });

  after(async () => {
    gateway.dispose();
    process.env = environment;
    await simulator.close();
  });

  async function encryptedContainer(): Promise<ExecRequest> {
    for await (const clusters of gateway.clusters.listClusters()) {
      for (const { arn } of clusters.filter(({ name }) => name === 'back-office')) {
        const tasks: Task[] = [];
        for await (const page of gateway.clusters.listTasks(arn, { kind: 'all' })) {
          tasks.push(...page);
        }
        for (const task of tasks) {
          const container = task.containers.find(({ execAgent }) => execAgent?.status === 'RUNNING');
          if (container !== undefined) {
            return { clusterArn: arn, taskArn: task.arn, container: container.name, command: 'sh' };
          }
        }
      }
    }
    throw new Error('There is no container with encrypted sessions.');
  }

  function terminal(target: ExecRequest, granted: ExecSession, changes: Partial<SessionOptions> = {}): Terminal {
    witness.keepSecret(granted.tokenValue);
    const shown = new Terminal(granted, {
      sign: (streamUrl) => gateway.sessions.signUpgrade(streamUrl),
      encryption: {
        target: () => gateway.sessions.sessionTarget(target),
        dataKey: async (key, context) => {
          const dataKey = await gateway.keys.generateDataKey(key, context);
          witness.keepSecret(
            Uint8Array.from(dataKey.plaintext),
            Uint8Array.from(dataKey.plaintext.subarray(0, 32)),
            Uint8Array.from(dataKey.plaintext.subarray(32)),
          );
          return dataKey;
        },
      },
      resume: async () => {
        const resumed = await gateway.sessions.resumeSession(granted.sessionId);
        witness.keepSecret(resumed?.tokenValue ?? 'none');
        return resumed;
      },
      log: witness.see,
      onNotice: witness.see,
      onState: witness.see,
      ...changes,
    });
    witness.keepSecret('typed-by-the-user');
    void shown.session.ended.then(witness.see);
    return shown;
  }

  test('holds no token, key or credential, whatever happens', async () => {
    const target = await encryptedContainer();

    const granted = await gateway.sessions.executeCommand(target);
    const shell = terminal(target, granted);
    await shell.sees(/[#$] /);
    const remote = simulator.gateway.sessions.get(granted.sessionId)!;
    remote.faults = { toClient: { drop: 0.2, double: 0.2, corrupt: 0.1 }, toAgent: { drop: 0.2, double: 0.2 } };
    shell.enter('echo typed-by-the-user');
    await shell.sees(/\ntyped-by-the-user/);
    remote.cut();
    shell.enter('echo again $((6*7))');
    await shell.sees(/again 42/);
    remote.terminate();
    await shell.end();

    simulator.faults.add({ kind: 'access-denied', operation: 'GenerateDataKey', times: 1 });
    assert.equal((await terminal(target, await gateway.sessions.executeCommand(target)).end()).reason, 'failed');

    const wrongToken = await gateway.sessions.executeCommand(target);
    assert.equal(
      (await terminal(target, { ...wrongToken, tokenValue: `${wrongToken.tokenValue}x` }).end()).reason,
      'failed',
    );
    assert.equal(
      (
        await terminal(target, wrongToken, {
          sign: () => Promise.resolve({ authorization: 'AWS4-HMAC-SHA256 Signature=wrong' }),
        }).end()
      ).reason,
      'failed',
    );
    assert.equal(
      (await terminal(target, { ...wrongToken, streamUrl: wrongToken.streamUrl.replace('ws:', 'nonsense:') }).end())
        .reason,
      'failed',
    );

    const lost = await gateway.sessions.executeCommand(target);
    const losing = terminal(target, lost);
    await losing.sees(/[#$] /);
    simulator.faults.add({ kind: 'access-denied', operation: 'ResumeSession', times: 1 });
    simulator.gateway.sessions.get(lost.sessionId)!.cut();
    assert.equal((await losing.end()).reason, 'failed');

    witness.check();
  });
});
