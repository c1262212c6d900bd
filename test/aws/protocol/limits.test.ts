import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { ConnectOptions } from '../../../src/aws/api/aws.ts';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import { clusters, connect, enterHome, problemOf } from '../support/connected.ts';
import { answering, dripping, silent } from '../support/servers.ts';

const KEYS = 'aws_access_key_id = test\naws_secret_access_key = test\n';
const SHORT = { route: 60_000, connect: 60_000, request: 40, process: 40 };
const CONTAINER = {
  clusterArn: 'arn:aws:ecs:eu-central-1:1:cluster/c',
  taskArn: 'arn:aws:ecs:eu-central-1:1:task/c/t',
  container: 'web',
};

const STREAMS = { region: 'eu-central-1', group: 'g', streams: ['s'], groupArn: 'arn:aws:logs:eu-central-1:1:g' };

/** Every question, with the part of the service's host in what is said. */
const QUESTIONS: Readonly<Record<string, (gateway: Gateway, signal?: AbortSignal) => Promise<unknown>>> = {
  ListClusters: clusters,
  ListServices: (gateway, signal) => first(gateway.clusters.listServices('c', signal)),
  ListTasks: (gateway, signal) => first(gateway.clusters.listTasks('c', { kind: 'all' }, signal)),
  DescribeTasks: (gateway, signal) => gateway.sessions.sessionTarget(CONTAINER, signal),
  DescribeTaskDefinition: (gateway, signal) => gateway.taskDefinitions.describe('web:1', signal),
  ExecuteCommand: (gateway, signal) => gateway.sessions.executeCommand({ ...CONTAINER, command: 'sh' }, signal),
  StartSession: (gateway, signal) =>
    gateway.sessions.startPortSession({ ...CONTAINER, port: 1, host: undefined, localPort: 1 }, signal),
  ResumeSession: (gateway, signal) => gateway.sessions.resumeSession('s', signal),
  TerminateSession: (gateway, signal) => gateway.sessions.terminateSession('s', signal),
  FilterLogEvents: (gateway, signal) => gateway.logs.events({ ...STREAMS, from: 0 }, signal),
  StartLiveTail: (gateway, signal = new AbortController().signal) => first(gateway.logs.liveTail(STREAMS, signal)),
  GenerateDataKey: (gateway, signal) => gateway.keys.generateDataKey('k', {}, signal),
};

function first(pages: AsyncIterable<unknown>): Promise<unknown> {
  return pages[Symbol.asyncIterator]().next();
}

suite('an endpoint that does not answer', () => {
  for (const [operation, ask] of Object.entries(QUESTIONS)) {
    test(`${operation} is given up, the host is named, and its socket is free`, async () => {
      await using home = await enterHome({ config: `[default]\n${KEYS}` });
      assert.ok(home);
      await using peer = await silent();
      const gateway = await connect({ endpoint: peer.address, limits: SHORT });
      const { code, words } = await problemOf(ask(gateway));
      assert.equal(code, 'no-answer');
      assert.match(
        words,
        new RegExp(`^127\\.0\\.0\\.1 accepted the request, but did not answer within 1 seconds\\. Check`),
      );
      await peer.abandoned(1);
      gateway.dispose();
    });
  }

  test('an answer that drips is given up too', async () => {
    await using home = await enterHome({ config: `[default]\n${KEYS}` });
    assert.ok(home);
    await using peer = await dripping();
    assert.equal(
      (await problemOf(clusters(await connect({ endpoint: peer.address, limits: SHORT })))).code,
      'no-answer',
    );
    await peer.abandoned(1);
  });

  test('so is a TLS that never begins', async () => {
    await using home = await enterHome({ config: `[default]\n${KEYS}` });
    assert.ok(home);
    await using peer = await silent();
    const { code, words } = await problemOf(
      clusters(
        await connect({
          endpoint: `https://127.0.0.1:${peer.port}`,
          limits: { ...SHORT, connect: 40, request: 60_000 },
        }),
      ),
    );
    assert.equal(code, 'no-answer');
    assert.match(words, /^127\.0\.0\.1 could not be reached within 1 seconds\./);
    await peer.abandoned(1);
  });

  test('every question can be called off meanwhile, and its socket is free', async () => {
    await using home = await enterHome({ config: `[default]\n${KEYS}` });
    assert.ok(home);
    for (const ask of Object.values(QUESTIONS)) {
      const stop = new AbortController();
      const server = createServer((socket) =>
        socket
          .resume()
          .on('error', () => undefined)
          .once('data', () => stop.abort(new Error('called off'))),
      );
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const closed = once(server, 'connection').then(([socket]) => once(socket as Socket, 'close'));
      const gateway = await connect({ endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
      await assert.rejects(ask(gateway, stop.signal), { message: 'called off' });
      await closed;
      server.close();
    }
  });

  test(
    'a way that is long to find, as past a proxy’s password dialog, is not cut off by the other limits; ' +
      'but it has one too',
    async (context) => {
      await using home = await enterHome({ config: `[default]\n${KEYS}` });
      assert.ok(home);
      await using peer = await answering({ body: '{"clusterArns":[]}', requestId: 'r' });
      const agent = http.Agent.prototype as unknown as { addRequest: (...given: unknown[]) => void };
      const { addRequest } = agent;
      const limits = { route: 60_000, connect: 1, request: 60_000 };
      const slow = context.mock.method(agent, 'addRequest', function (this: unknown, ...given: unknown[]) {
        // Far longer than the limit of the connection.
        setTimeout(() => addRequest.apply(this, given), 30);
      });
      assert.deepEqual(
        await clusters(await connect({ endpoint: peer.address, limits: { ...limits, connect: 20 } })),
        [],
      );
      slow.mock.mockImplementation(() => undefined);
      const { code, words } = await problemOf(
        clusters(await connect({ endpoint: peer.address, limits: { ...limits, route: 20 } })),
      );
      assert.equal(code, 'no-answer');
      assert.match(words, /could not be reached.*http\.proxy/);
    },
  );
});

suite('credentials that do not come', () => {
  const asked = async (
    config: string,
    variables: Readonly<Record<string, string>>,
    options: Partial<ConnectOptions> = {},
  ): Promise<{ code: string; words: string }> => {
    await using home = await enterHome({ config });
    await mkdir(join(home.folder, '.aws', 'sso', 'cache'), { recursive: true });
    const file = `${createHash('sha1').update('corp').digest('hex')}.json`;
    await writeFile(
      join(home.folder, '.aws', 'sso', 'cache', file),
      JSON.stringify({ accessToken: 'token', expiresAt: '2099-01-01T00:00:00Z' }),
    );
    Object.assign(process.env, variables);
    return await problemOf(clusters(await connect({ limits: SHORT, ...options })));
  };
  const ROLE = `[default]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\n[profile base]\n${KEYS}`;
  const SSO =
    '[default]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\n[sso-session ' +
    'corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.example/start\n';

  for (const [what, config, variable] of [
    ['STS', ROLE, 'AWS_ENDPOINT_URL_STS'],
    ['IAM Identity Center', SSO, 'AWS_ENDPOINT_URL_SSO'],
    ['a container’s agent', '', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'],
  ] as const) {
    test(`${what} that says nothing, and one that drips, are given up and named with the profile`, async () => {
      for (const make of [silent, dripping]) {
        await using peer = await make();
        const { code, words } = await asked(config, { [variable]: peer.address });
        assert.equal(code, 'no-answer');
        assert.match(
          words,
          /^127\.0\.0\.1, which gives the credentials of profile "default", did not answer within 1 seconds\./,
        );
        await peer.abandoned(1);
      }
    });
  }

  test('a sign-in that is not renewed', async () => {
    await using home = await enterHome({ config: SSO });
    await using peer = await silent();
    process.env.AWS_ENDPOINT_URL_SSO_OIDC = peer.address;
    await mkdir(join(home.folder, '.aws', 'sso', 'cache'), { recursive: true });
    const file = `${createHash('sha1').update('corp').digest('hex')}.json`;
    const token = {
      accessToken: 'token',
      expiresAt: '2020-01-01T00:00:00Z',
      refreshToken: 'r',
      clientId: 'c',
      clientSecret: 's',
    };
    await writeFile(join(home.folder, '.aws', 'sso', 'cache', file), JSON.stringify(token));
    assert.equal((await problemOf(clusters(await connect({ limits: SHORT })))).code, 'no-answer');
    await peer.abandoned(1);
  });

  test('a credential_process that does not end is stopped', async () => {
    const { code, words } = await asked('[default]\ncredential_process = sleep 600\n', {});
    assert.equal(code, 'no-answer');
    assert.match(
      words,
      /^The credential_process of profile "default" was stopped because it did not end within 1 seconds\./,
    );
  });

  test('a credential_process is stopped with all that it started as soon as nobody waits for it', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const started = once(server, 'connection') as Promise<[Socket]>;
    await using home = await enterHome();
    // It starts another program, which tells that it lives by its connection.
    await writeFile(join(home.folder, 'inner.cjs'), `require('node:net').connect(${port}, '127.0.0.1').resume();`);
    await writeFile(
      join(home.folder, 'outer.cjs'),
      `require('node:child_process').spawn(process.execPath, [${JSON.stringify(join(home.folder, 'inner.cjs'))}]); setInterval(() => undefined, 1000);`,
    );
    await writeFile(
      join(home.folder, '.aws', 'config'),
      `[default]\ncredential_process = "${process.execPath}" "${join(home.folder, 'outer.cjs')}"\n`,
    );
    const gateway = await connect();
    const [one, other] = [new AbortController(), new AbortController()];
    const questions = [clusters(gateway, one.signal), clusters(gateway, other.signal)];
    const [socket] = await started;
    const closed = once(socket, 'close');
    one.abort(new Error('first'));
    await assert.rejects(questions[0]!, { message: 'first' });
    assert.ok(!socket.closed);
    other.abort(new Error('second'));
    await assert.rejects(questions[1]!, { message: 'second' });
    await closed;
    server.close();
  });
});
