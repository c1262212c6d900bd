import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import dns from 'node:dns';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { aws } from '../../../src/aws/index.ts';
import { isProblem, type Problem } from '../../../src/problem.ts';
import { english } from '../../../src/text.ts';

const ROLE = 'arn:aws:iam::444455556666:role/admin';
const WITH_MFA = `[profile base]
aws_access_key_id = base
aws_secret_access_key = base
[profile admin]
region = eu-central-1
role_arn = ${ROLE}
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/ana
`;

suite('credentials of a profile', () => {
  const kept = { ...process.env };
  const servers: Server[] = [];
  const log: string[] = [];
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'ecs-exec-home-'));
    for (const name of Object.keys(process.env)) {
      if (name.startsWith('AWS_')) {
        Reflect.deleteProperty(process.env, name);
      }
    }
    Object.assign(process.env, { HOME: home, USERPROFILE: home, AWS_EC2_METADATA_DISABLED: 'true' });
    await mkdir(join(home, '.aws', 'sso', 'cache'), { recursive: true });
    log.length = 0;
  });

  afterEach(async () => {
    process.env = { ...kept };
    servers.splice(0).forEach((server) => {
      server.close();
      server.closeAllConnections();
    });
    await rm(home, { recursive: true });
  });

  /** A server that answers everything alike. Resolves with its address. */
  async function answering(status: number, type: string, body: () => string): Promise<string> {
    const server = createServer((request, response) =>
      request
        .resume()
        .on('end', () => response.writeHead(status, { 'content-type': type, 'x-amzn-requestid': 'r' }).end(body())),
    );
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const stsRefuses = (code: string, message: string) =>
    answering(
      403,
      'text/xml',
      () =>
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
    );

  /** What comes of asking for the clusters: their number, or why not. */
  async function ask(
    profile: string,
    config: string,
    {
      mfaCode = () => Promise.resolve('123456'),
      region,
      endpoint,
    }: { mfaCode?: () => Promise<string>; region?: string; endpoint?: string } = {},
  ): Promise<Problem | number> {
    await writeFile(join(home, '.aws', 'config'), config);
    const gateway = await aws.connect({ profile, region, endpoint, mfaCode, log: (line) => log.push(line) });
    try {
      let clusters = 0;
      for await (const page of gateway.clusters.listClusters()) {
        clusters += page.length;
      }
      return clusters;
    } catch (error) {
      assert.ok(isProblem(error), String(error));
      return error;
    } finally {
      gateway.dispose();
    }
  }

  async function refused(...given: Parameters<typeof ask>): Promise<{ code: string; words: string }> {
    const problem = await ask(...given);
    assert.ok(typeof problem !== 'number');
    assert.ok(problem.nextStep);
    return { code: problem.code, words: `${english(problem.sentence)} ${english(problem.nextStep)}` };
  }

  test('a role that may not be assumed is the role’s problem, not the question’s', async () => {
    process.env.AWS_ENDPOINT_URL_STS = await stsRefuses(
      'AccessDenied',
      `User: arn:aws:iam::111122223333:user/ana is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    );
    const { code, words } = await refused('admin', WITH_MFA);
    assert.equal(code, 'role-denied');
    assert.match(
      words,
      /^You are not allowed sts:AssumeRole on arn:aws:iam::444455556666:role\/admin\. .*trust policy/,
    );
  });

  test('a multi-factor code that is wrong, or too short, is said to be', async () => {
    for (const [name, message] of [
      ['AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.'],
      [
        'ValidationError',
        "1 validation error detected: Value '1' at 'tokenCode' failed to satisfy constraint: Member " +
          'must have length greater than or equal to 6',
      ],
    ] as const) {
      process.env.AWS_ENDPOINT_URL_STS = await stsRefuses(name, message);
      const { code, words } = await refused('admin', WITH_MFA);
      assert.equal(code, 'mfa-refused');
      assert.match(words, /next code/);
    }
  });

  test('a region that is switched off, and an STS that cannot be reached', async () => {
    process.env.AWS_ENDPOINT_URL_STS = await stsRefuses(
      'RegionDisabledException',
      'STS is not activated in this region for account:1.',
    );
    assert.equal((await refused('admin', WITH_MFA)).code, 'region-not-enabled');
    process.env.AWS_ENDPOINT_URL_STS = 'http://127.0.0.1:1';
    const { code, words } = await refused('admin', WITH_MFA);
    assert.equal(code, 'no-network');
    assert.match(words, /^The service that gives your AWS credentials cannot be reached\./);
  });

  test('the code is asked for once, whichever services are asked, and again when AWS refuses its result', async () => {
    process.env.AWS_ENDPOINT_URL_STS = await answering(
      200,
      'text/xml',
      () =>
        `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    );
    const endpoint = await answering(
      400,
      'application/x-amz-json-1.1',
      () => '{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}',
    );
    let asked = 0;
    const mfaCode = (): Promise<string> => {
      asked += 1;
      return Promise.resolve('123456');
    };
    assert.equal((await refused('admin', WITH_MFA, { mfaCode, endpoint })).code, 'expired-credentials');
    assert.equal(asked, 2);
  });

  test('every question can be called off while its credentials are waited for', async () => {
    await writeFile(join(home, '.aws', 'config'), WITH_MFA);
    const gateway = await aws.connect({
      profile: 'admin',
      region: undefined,
      endpoint: undefined,
      mfaCode: () => new Promise(() => undefined),
      log: (line) => log.push(line),
    });
    const container = { clusterArn: 'c', taskArn: 't', container: 'web' };
    const questions: ((signal: AbortSignal) => Promise<unknown>)[] = [
      (signal) => gateway.sessions.executeCommand({ ...container, command: 'sh' }, signal),
      (signal) => gateway.sessions.startPortSession({ ...container, port: 1, host: undefined, localPort: 1 }, signal),
      (signal) => gateway.taskDefinitions.describe('web:1', signal),
      (signal) => gateway.sessions.sessionTarget(container, signal),
      (signal) => gateway.sessions.resumeSession('s', signal),
      (signal) => gateway.keys.generateDataKey('k', {}, signal),
      (signal) => gateway.sessions.terminateSession('s', signal),
      (signal) => gateway.sessions.signUpgrade('wss://ssmmessages.eu-central-1.amazonaws.com/', signal),
    ];
    for (const question of questions) {
      const stop = new AbortController();
      const asked = question(stop.signal);
      stop.abort(new Error('called off'));
      await assert.rejects(asked, { message: 'called off' });
    }
    assert.deepEqual(log, []);
    gateway.dispose();
  });

  test('a profile whose source fails is not passed over for the credentials of the machine', async () => {
    process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI = await answering(
      200,
      'application/json',
      () => '{"AccessKeyId":"machine","SecretAccessKey":"machine","Token":"t","Expiration":"2099-01-01T00:00:00Z"}',
    );
    const endpoint = await answering(200, 'application/x-amz-json-1.1', () => '{"clusterArns":[]}');
    const at = { region: 'eu-central-1', endpoint };
    const failed = await refused(
      'p',
      '[profile p]\ncredential_process = sh -c "echo secret-in-output >&2; exit 3" secret-in-command\n',
      at,
    );
    assert.equal(failed.code, 'unusable-profile');
    assert.match(failed.words, /credential_process of profile "p"/);
    assert.doesNotMatch(log.join('\n'), /secret/);
    for (const [config, why] of [
      [
        `[profile p]\nrole_arn = ${ROLE}\nsource_profile = nobody\n`,
        /^The profile "p" has the source_profile "nobody"/,
      ],
      [
        `[profile p]\nrole_arn = ${ROLE}\nsource_profile = q\n[profile q]\nrole_arn = ${ROLE}\nsource_profile = p\n`,
        /^The source_profile of profile "q" leads back to "p"/,
      ],
      [
        '[profile p]\nsso_session = nowhere\nsso_account_id = 111122223333\nsso_role_name = R\n',
        /^The profile "p" has the sso_session "nowhere"/,
      ],
      ['[profile p]\nsso_session = nowhere\n', /^The credentials of profile "p" are not complete/],
      [
        '[profile p]\naws_access_key_id = AKIAX\n',
        /^The profile "p" has an aws_access_key_id, but no aws_secret_access_key/,
      ],
    ] as const) {
      const { code, words } = await refused('p', config, at);
      assert.equal(code, 'unusable-profile', config);
      assert.match(words, why);
    }
    // Nor is one that says nothing of credentials refused them, as in the AWS CLI.
    assert.equal(await ask('p', '[profile p]\noutput = json\n', at), 0);
  });

  suite('of IAM Identity Center', () => {
    const SSO =
      '[profile p]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = R\n[sso-session ' +
      'corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.example/start\n';

    beforeEach(async () => {
      const file = `${createHash('sha1').update('corp').digest('hex')}.json`;
      await writeFile(
        join(home, '.aws', 'sso', 'cache', file),
        JSON.stringify({ accessToken: 'token', expiresAt: '2099-01-01T00:00:00Z' }),
      );
    });

    test('are asked for in the region of the sign-in, whatever region the clusters are in', async (context) => {
      const looked: string[] = [];
      const lookup = (host: string, _options: unknown, done: (error: Error) => void): void => {
        looked.push(host);
        process.nextTick(done, Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }));
      };
      context.mock.method(dns, 'lookup', lookup as unknown as typeof dns.lookup);
      const { code } = await refused('p', SSO, { region: 'us-east-1' });
      assert.deepEqual([...new Set(looked)], ['portal.sso.eu-west-1.amazonaws.com']);
      assert.equal(code, 'no-network');
    });

    test('are refused for a role that the user was not given, or when the sign-in was ended', async () => {
      process.env.AWS_ENDPOINT_URL_SSO = await answering(
        403,
        'application/json',
        () => '{"__type":"ForbiddenException","message":"No access"}',
      );
      const { code, words } = await refused('p', SSO, { region: 'us-east-1' });
      assert.equal(code, 'role-denied');
      assert.match(words, /sso_role_name/);
      process.env.AWS_ENDPOINT_URL_SSO = await answering(
        401,
        'application/json',
        () => '{"__type":"UnauthorizedException","message":"Session token not found or invalid"}',
      );
      assert.equal((await refused('p', SSO, { region: 'us-east-1' })).code, 'expired-credentials');
    });
  });
});
