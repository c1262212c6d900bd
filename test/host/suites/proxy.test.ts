import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import type * as AwsBundle from '../../../src/aws/index.ts';
import { findContainer } from '../../../src/live/find-container.ts';
import { hindranceOf } from '../../../src/readiness/container.ts';
import type * as SessionBundle from '../../../src/session/index.ts';
import { connectionTo } from '../../support/connections.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { EXTENSION } from './support.ts';

/** The bundles as they are shipped, loaded as the extension loads them: VS Code has its hand in what they require. */
function bundles() {
  const load = createRequire(
    join(vscode.extensions.getExtension(EXTENSION)?.extensionPath ?? '', 'dist', 'extension.cjs'),
  );
  const { aws } = load('./aws.cjs') as typeof AwsBundle;
  const { openSession } = load('./session.cjs') as typeof SessionBundle;
  return { aws, openSession };
}

/** The simulator under a name that only the proxy knows: see ../runner/proxy.ts. */
async function connect(host: string): Promise<Gateway> {
  const mfaCode = () => Promise.reject(new Error('There is no device.'));
  return bundles().aws.connect({
    profile: undefined,
    region: undefined,
    endpoint: `https://${host}`,
    mfaCode,
    log: () => undefined,
  });
}

/** VS Code's own setting, which comes before the environment. */
async function setProxy(address: string | undefined): Promise<void> {
  await until('http.proxy', async () => {
    await vscode.workspace.getConfiguration('http').update('proxy', address, vscode.ConfigurationTarget.Global);
    return vscode.workspace.getConfiguration('http').get('proxy') === (address ?? '');
  });
}

export default suite('behind a proxy with a password that ends TLS', ({ test, after }) => {
  after(() => setProxy(undefined));

  test('AWS is asked, and a session opened', async () => {
    const gateway = await connect('aws.test');
    try {
      const { task, container } = await findContainer(
        connectionTo(gateway),
        { cluster: 'shop', service: 'storefront', container: 'web' },
        hindranceOf,
        new AbortController().signal,
      );
      const granted = await gateway.sessions.executeCommand({
        clusterArn: task.clusterArn,
        taskArn: task.arn,
        container: container.name,
        command: 'echo through the proxy',
      });
      assert.equal(new URL(granted.streamUrl).origin, 'wss://aws.test');
      let output = '';
      const session = bundles().openSession({
        ...granted,
        sign: (streamUrl) => gateway.sessions.signUpgrade(streamUrl),
        onOutput: (bytes) => (output += Buffer.from(bytes).toString()),
      });
      assert.equal((await session.ended).reason, 'closed');
      assert.match(output, /through the proxy/);
    } finally {
      gateway.dispose();
    }
  });

  const { HTTPS_PROXY = '' } = process.env;
  const withoutPassword = `http://${HTTPS_PROXY.split('@')[1] ?? ''}`;
  for (const [what, host, proxy, code, sessionCode] of [
    [
      'a certificate that nobody trusts',
      'untrusted.test',
      HTTPS_PROXY,
      'untrusted-certificate',
      'untrusted-certificate',
    ],
    ['a host that the proxy refuses', 'refused.test', HTTPS_PROXY, 'not-aws', 'session/forbidden'],
    ['a proxy that wants a password', 'aws.test', withoutPassword, 'proxy/password', 'proxy/password'],
    [
      'a proxy that is not there',
      'aws.test',
      'http://user:password@127.0.0.1:1',
      'proxy/unreachable',
      'proxy/unreachable',
    ],
  ] as const) {
    test(`${what} is told`, async () => {
      await setProxy(proxy);
      const gateway = await connect(host);
      await assert.rejects(gateway.clusters.listClusters()[Symbol.asyncIterator]().next(), { code });
      const session = bundles().openSession({
        streamUrl: `wss://${host}/`,
        tokenValue: '',
        sessionId: 'none',
        sign: () => Promise.resolve({}),
        onOutput: () => undefined,
      });
      const end = await session.ended;
      assert.equal(end.reason === 'failed' && end.problem.code, sessionCode);
      gateway.dispose();
    });
  }
});
