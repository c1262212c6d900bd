import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import dns from 'node:dns';
import { once } from 'node:events';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { selfSigned } from '../../support/certificate.ts';
import { clusters, connect, enterHome, problemOf } from '../support/connected.ts';
import { answering, type Peer } from '../support/servers.ts';

const NO_CLUSTERS = { body: '{"clusterArns":[]}', requestId: 'r' };

const keysOf = (id: string): string =>
  `aws_access_key_id = ${id}\naws_secret_access_key = secret\naws_session_token = token-of-${id}\n`;

/** Whose keys signed what a server was asked. */
function signers({ requests }: Peer): readonly string[] {
  return requests.map(({ headers }) => /Credential=(\w+)\//.exec(headers.authorization ?? '')?.[1] ?? '');
}

/** Has no name found, and tells of each that was looked up. */
function noNames(context: TestContext): Set<string> {
  const looked = new Set<string>();
  const lookup = (host: string, _options: unknown, done: (error: Error) => void): void => {
    looked.add(host);
    process.nextTick(done, Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }));
  };
  context.mock.method(dns, 'lookup', lookup as unknown as typeof dns.lookup);
  return looked;
}

const assumed = (id: string, left = 3_600_000): string =>
  `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${new Date(Date.now() + left).toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

suite('where a question goes, and who signs it', () => {
  test('never to the endpoint of another profile than the chosen one', async (context) => {
    await using other = await answering(NO_CLUSTERS);
    await using own = await answering(NO_CLUSTERS);
    await using home = await enterHome({
      config: `[default]\nendpoint_url = ${other.address}\n${keysOf('DEFAULT')}[profile prod]\n${keysOf('PROD')}[profile near]\nendpoint_url = ${own.address}\n${keysOf('NEAR')}`,
    });
    assert.ok(home);
    const looked = noNames(context);
    assert.equal((await problemOf(clusters(await connect({ profile: 'prod' })))).code, 'no-network');
    assert.deepEqual([...looked], ['ecs.eu-central-1.amazonaws.com']);
    process.env.AWS_PROFILE = 'prod';
    assert.equal((await problemOf(clusters(await connect()))).code, 'no-network');
    const near = await connect({ profile: 'near' });
    assert.deepEqual(await clusters(near), []);
    assert.deepEqual(near.connection, {
      profile: 'near',
      credentials: 'keys',
      region: 'eu-central-1',
      regionName: 'Europe (Frankfurt)',
      account: undefined,
      endpoint: own.address,
    });
    assert.deepEqual([signers(other), signers(own)], [[], ['NEAR']]);
  });

  test('to all services of the profile’s own endpoints', async () => {
    await using ecs = await answering(NO_CLUSTERS);
    await using others = await answering({ body: '{"SessionId":"s"}', requestId: 'r' });
    await using home = await enterHome({
      config: `[profile p]\nservices = s\nendpoint_url = ${others.address}\n${keysOf('P')}[services s]\necs =\n  endpoint_url = ${ecs.address}\n`,
    });
    assert.ok(home);
    const connected = await connect({ profile: 'p' });
    await clusters(connected);
    await connected.sessions.terminateSession('s');
    assert.deepEqual([signers(ecs), signers(others)], [['P'], ['P']]);
  });

  test(
    'with FIPS and dual stack in the host’s name, in any capitals; an endpoint of one’s own goes before ' + 'both',
    async (context) => {
      await using peer = await answering(NO_CLUSTERS);
      await using home = await enterHome({
        config: `[default]\nuse_fips_endpoint = TRUE\nuse_dualstack_endpoint = True\n${keysOf('A')}`,
      });
      assert.ok(home);
      const looked = noNames(context);
      await problemOf(clusters(await connect({ region: 'us-east-1' })));
      assert.deepEqual([...looked], ['ecs-fips.us-east-1.api.aws']);
      assert.deepEqual(await clusters(await connect({ endpoint: peer.address })), []);
      looked.clear();
      const mixed = await connect({ region: 'us-east-1', endpoint: `https://vpce-1.ecs.us-east-1.vpce.amazonaws.com` });
      await problemOf(mixed.sessions.terminateSession('s'));
      assert.deepEqual([...looked], ['ssm-fips.us-east-1.api.aws']);
    },
  );

  test('with AWS_DEFAULT_REGION alone', async () => {
    await using home = await enterHome({ config: `[default]\n${keysOf('A')}` });
    assert.ok(home);
    process.env.AWS_DEFAULT_REGION = 'ap-south-1';
    assert.equal((await connect({ region: undefined })).connection.region, 'ap-south-1');
  });

  test(
    'nothing is asked with the machine’s credentials where the profile of AWS_PROFILE, or the default ' + 'one, fails',
    async () => {
      await using machine = await answering({
        body: '{"AccessKeyId":"MACHINE","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}',
        type: 'application/json',
      });
      await using ecs = await answering(NO_CLUSTERS);
      await using home = await enterHome({
        config: '[profile p]\ncredential_process = false\n[profile silent]\noutput = json\n',
      });
      process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI = machine.address;
      process.env.AWS_PROFILE = 'p';
      const failed = await problemOf(clusters(await connect({ endpoint: ecs.address })));
      assert.match(
        failed.words,
        /^The credential_process of profile "p" gave no credentials: false ended with exit code 1\./,
      );
      Reflect.deleteProperty(process.env, 'AWS_PROFILE');
      await writeFile(join(home.folder, '.aws', 'config'), '[default]\ncredential_process = false\n');
      assert.match(
        (await problemOf(clusters(await connect({ endpoint: ecs.address })))).words,
        /^The credential_process of profile "default"/,
      );
      assert.deepEqual([machine.requests.length, signers(ecs)], [0, []]);
      await writeFile(join(home.folder, '.aws', 'config'), '[default]\noutput = json\n');
      const connected = await connect({ endpoint: ecs.address });
      assert.deepEqual(await clusters(connected), []);
      assert.deepEqual([connected.connection.credentials, signers(ecs)], ['container', ['MACHINE']]);
    },
  );

  test('expired keys are told apart from an expired sign-in', async () => {
    await using peer = await answering({
      status: 400,
      body: '{"__type":"ExpiredTokenException","message":"expired"}',
      requestId: 'r',
    });
    await using home = await enterHome({ config: `[profile p]\n${keysOf('P')}` });
    assert.ok(home);
    const ofProfile = await problemOf(clusters(await connect({ profile: 'p', endpoint: peer.address })));
    assert.match(ofProfile.words, /^The keys of profile "p" have expired\. Write new ones/);
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'ENV', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' });
    const ofEnvironment = await problemOf(clusters(await connect({ endpoint: peer.address })));
    assert.match(ofEnvironment.words, /^The AWS credentials in the environment variables have expired\. Set new ones/);
    assert.doesNotMatch(ofEnvironment.words + ofProfile.words, /sign in/i);
  });

  test('a role is assumed, and its code asked for, once for all connections until it expires', async () => {
    let id = 'FIRST';
    let left = 3_600_000;
    await using sts = await answering(() => ({ body: assumed(id, left), type: 'text/xml', requestId: 'r' }));
    await using ecs = await answering(NO_CLUSTERS);
    await using home = await enterHome({
      config: `[profile admin]\nrole_arn = arn:aws:iam::1:role/admin\nsource_profile = base\nmfa_serial = arn:aws:iam::1:mfa/ana\n[profile other]\nrole_arn = arn:aws:iam::1:role/other\nsource_profile = base\n[profile base]\n${keysOf('BASE')}`,
    });
    assert.ok(home);
    process.env.AWS_ENDPOINT_URL_STS = sts.address;
    const kept = new Map<string, object>();
    let asked = 0;
    const mfaCode = (): Promise<string> => {
      asked += 1;
      return Promise.resolve('123456');
    };
    const refresh = async (profile: string): Promise<void> => {
      const connected = await connect({ profile, endpoint: ecs.address, kept, mfaCode });
      await clusters(connected);
      connected.dispose();
    };
    await refresh('admin');
    await refresh('admin');
    assert.deepEqual([asked, sts.requests.length, signers(ecs)], [1, 1, ['FIRST', 'FIRST']]);
    id = 'OTHER';
    left = 30_000;
    await refresh('other');
    await refresh('other');
    assert.deepEqual([asked, sts.requests.length, signers(ecs).slice(2)], [1, 3, ['OTHER', 'OTHER']]);
    assert.doesNotMatch([...kept.keys()].join(), /BASE|FIRST|role/);
  });

  test('a sign-in to IAM Identity Center is renewed and kept, also where its session’s name has a space', async () => {
    await using oidc = await answering((_request, body) => {
      assert.equal((JSON.parse(body) as { refreshToken: string }).refreshToken, 'old-refresh');
      return { body: '{"accessToken":"new","expiresIn":3600,"refreshToken":"new-refresh"}', type: 'application/json' };
    });
    await using sso = await answering((request) => {
      assert.equal(request.headers['x-amz-sso_bearer_token'], 'new');
      return {
        body: `{"roleCredentials":{"accessKeyId":"SSO","secretAccessKey":"s","sessionToken":"t","expiration":${Date.now() + 3_600_000}}}`,
        type: 'application/json',
      };
    });
    await using ecs = await answering(NO_CLUSTERS);
    await using home = await enterHome({
      config:
        '[profile "my work"]\nsso_session = my corp\nsso_account_id = 1\nsso_role_name = ' +
        'R\n[sso-session "my corp"]\nsso_region = eu-west-1\nsso_start_url = ' +
        'https://corp.example/start\n',
    });
    const cache = join(home.folder, '.aws', 'sso', 'cache');
    const file = join(cache, `${createHash('sha1').update('my corp').digest('hex')}.json`);
    await mkdir(cache, { recursive: true });
    await writeFile(
      file,
      JSON.stringify({
        accessToken: 'old',
        expiresAt: '2020-01-01T00:00:00Z',
        refreshToken: 'old-refresh',
        clientId: 'c',
        clientSecret: 's',
      }),
      { mode: 0o644 },
    );
    Object.assign(process.env, { AWS_ENDPOINT_URL_SSO: sso.address, AWS_ENDPOINT_URL_SSO_OIDC: oidc.address });
    for (let times = 0; times < 2; times += 1) {
      assert.deepEqual(await clusters(await connect({ profile: 'my work', endpoint: ecs.address })), []);
    }
    assert.deepEqual([signers(ecs), oidc.requests.length], [['SSO', 'SSO'], 1]);
    const { accessToken, refreshToken, clientId } = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    assert.deepEqual([accessToken, refreshToken, clientId], ['new', 'new-refresh', 'c']);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  test('what "aws login" gave is taken, for a profile of any name', async () => {
    await using ecs = await answering(NO_CLUSTERS);
    await using home = await enterHome({ config: '[profile "größe 1"]\nlogin_session = arn:aws:iam::1:user/ana\n' });
    const cache = join(home.folder, '.aws', 'login', 'cache');
    await mkdir(cache, { recursive: true });
    process.env.AWS_LOGIN_CACHE_DIRECTORY = cache;
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const keys = {
      accessKeyId: 'LOGIN',
      secretAccessKey: 's',
      sessionToken: 't',
      accountId: '1',
      expiresAt: '2099-01-01T00:00:00Z',
    };
    await writeFile(
      join(cache, `${createHash('sha256').update('arn:aws:iam::1:user/ana').digest('hex')}.json`),
      JSON.stringify({
        accessToken: keys,
        clientId: 'c',
        refreshToken: 'r',
        dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }),
      }),
    );
    assert.deepEqual(await clusters(await connect({ profile: 'größe 1', endpoint: ecs.address })), []);
    assert.deepEqual(signers(ecs), ['LOGIN']);
  });

  test('the certificates of AWS_CA_BUNDLE or ca_bundle are trusted, and no others', async () => {
    const certificate = selfSigned('localhost');
    const server = createTlsServer(certificate, (_request, response) =>
      response.writeHead(200, { 'x-amzn-requestid': 'r' }).end(NO_CLUSTERS.body),
    );
    await once(server.listen(0), 'listening');
    const endpoint = `https://localhost:${(server.address() as AddressInfo).port}`;
    await using home = await enterHome({
      config: `[default]\n${keysOf('A')}[profile own]\nca_bundle = ~/own.pem\n${keysOf('A')}[profile foreign]\nca_bundle = ~/foreign.pem\n${keysOf('A')}`,
    });
    await writeFile(join(home.folder, 'own.pem'), certificate.cert);
    await writeFile(join(home.folder, 'foreign.pem'), selfSigned('localhost').cert);
    assert.equal((await problemOf(clusters(await connect({ endpoint })))).code, 'untrusted-certificate');
    assert.equal(
      (await problemOf(clusters(await connect({ endpoint, profile: 'foreign' })))).code,
      'untrusted-certificate',
    );
    const trusting = await connect({ endpoint, profile: 'own' });
    assert.deepEqual(await clusters(trusting), []);
    assert.equal(trusting.ca, certificate.cert);
    process.env.AWS_CA_BUNDLE = join(home.folder, 'own.pem');
    assert.deepEqual(await clusters(await connect({ endpoint })), []);
    process.env.AWS_CA_BUNDLE = join(home.folder, 'nothing.pem');
    const { code, words } = await problemOf(connect({ endpoint }));
    assert.equal(code, 'bad-ca-bundle');
    assert.match(words, /nothing\.pem/);
    server.close();
    server.closeAllConnections();
  });

  test('sessions are opened at the endpoint of the settings, at the same path; it must be a safe one', async () => {
    const session = {
      sessionId: 's',
      streamUrl: 'wss://ssmmessages.eu-central-1.amazonaws.com/v1/data-channel/s?role=publish%5Fsubscribe',
      tokenValue: 't',
    };
    await using peer = await answering({ body: JSON.stringify({ session }), requestId: 'r' });
    await using home = await enterHome({ config: `[default]\n${keysOf('A')}` });
    assert.ok(home);
    const opened = async (sessionEndpoint: string | undefined): Promise<string> => {
      const connected = await connect({ endpoint: peer.address, sessionEndpoint });
      return (
        await connected.sessions.executeCommand({ clusterArn: 'c', taskArn: 't', container: 'web', command: 'sh' })
      ).streamUrl;
    };
    assert.equal(await opened(undefined), session.streamUrl);
    assert.equal(
      await opened('https://vpce-1.ssmmessages.eu-central-1.vpce.amazonaws.com/'),
      'wss://vpce-1.ssmmessages.eu-central-1.vpce.amazonaws.com/v1/data-channel/s?role=publish%5Fsubscribe',
    );
    assert.equal(await opened('http://127.0.0.1:8'), 'ws://127.0.0.1:8/v1/data-channel/s?role=publish%5Fsubscribe');
    assert.match(
      (await problemOf(connect({ sessionEndpoint: 'http://sessions.example' }))).words,
      /ecs-exec\.ssmmessagesEndpoint/,
    );
  });
});

suite('what answers in place of AWS', () => {
  for (const [what, saying] of [
    ['nothing at all', { body: '' }],
    ['a page', { body: '<html><body>Sign in to the network</body></html>', type: 'text/html' }],
    ['JSON of another kind', { body: '{"status":"ok"}', type: 'application/json' }],
    ['an empty object', { body: '{}' }],
  ] as const) {
    test(`${what} is not taken for "none": its host is named`, async () => {
      await using peer = await answering(saying);
      await using home = await enterHome({ config: `[default]\n${keysOf('A')}` });
      assert.ok(home);
      const gateway = await connect({ endpoint: peer.address });
      const container = { clusterArn: 'c', taskArn: 't', container: 'web' };
      for (const asked of [
        () => clusters(gateway),
        () => first(gateway.clusters.listServices('c')),
        () => first(gateway.clusters.listTasks('c', { kind: 'all' })),
        () => gateway.sessions.executeCommand({ ...container, command: 'sh' }),
        () => gateway.sessions.sessionTarget(container),
        () => gateway.taskDefinitions.describe('web:1'),
        () => gateway.sessions.resumeSession('s'),
        () => gateway.keys.generateDataKey('k', {}),
        () => gateway.sessions.terminateSession('s'),
        () => gateway.clusters.taskReports('c', ['t']),
      ]) {
        const { code, words } = await problemOf(asked());
        assert.equal(code, 'not-aws');
        assert.match(
          words,
          new RegExp(
            `^What answered at 127\\.0\\.0\\.1:${peer.port} is not (Amazon ECS|AWS Systems Manager|AWS KMS) \\(HTTP 200\\)\\.`,
          ),
        );
      }
    });
  }

  test('AWS’s own empty list is empty', async () => {
    await using peer = await answering(NO_CLUSTERS);
    await using home = await enterHome({ config: `[default]\n${keysOf('A')}` });
    assert.ok(home);
    assert.deepEqual(await clusters(await connect({ endpoint: peer.address })), []);
  });
});

function first(pages: AsyncIterable<unknown>): Promise<unknown> {
  return pages[Symbol.asyncIterator]().next();
}
