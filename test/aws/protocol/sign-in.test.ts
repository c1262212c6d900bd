import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { promisify } from 'node:util';
import type { Invitation, SignInOptions, SsoPlan } from '../../../src/aws/api/sign-in.ts';
import { aws } from '../../../src/aws/index.ts';
import { type Simulator, startSimulator } from '../../simulator/index.ts';
import { findCli } from '../../support/aws-cli.ts';
import { clusters, connect, enterHome, problemOf } from '../support/connected.ts';
import type { Home } from '../support/home.ts';

const START = 'https://corp.awsapps.com/start';
const SESSION = `[profile p]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Engineer
[profile legacy]
sso_start_url = ${START}
sso_region = eu-central-1
sso_account_id = 123456789012
sso_role_name = Engineer
[profile role]
role_arn = arn:aws:iam::123456789012:role/Deployer
source_profile = p
[sso-session corp]
sso_start_url = ${START}
sso_region = eu-central-1
`;

suite('signing in', async () => {
  const cli = await findCli();
  const skip = cli === undefined && 'There is no working AWS CLI here; apt-get install awscli brings it.';
  let simulator: Simulator;
  let home: Home;
  let log: string[];

  beforeEach(async () => {
    simulator = await startSimulator();
    simulator.identityCenter.interval = 0;
    home = await enterHome({ config: SESSION });
    log = [];
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SSO: simulator.endpoint,
      AWS_ENDPOINT_URL_SSO_OIDC: simulator.endpoint,
    });
  });

  afterEach(async () => {
    await home[Symbol.asyncDispose]();
    await simulator.close();
  });

  const planOf = async (profile: string): Promise<SsoPlan> => {
    const plan = await aws.signIns.plan(profile);
    assert.equal(plan.kind, 'sso');
    return plan;
  };
  const cached = (key: string): string =>
    join(home.folder, '.aws', 'sso', 'cache', `${createHash('sha1').update(key).digest('hex')}.json`);
  const keptOf = async (key: string): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(cached(key), 'utf8')) as Record<string, unknown>;
  const operations = (): readonly string[] => simulator.requests.map(({ operation }) => operation);

  /** Signs in; the user says the word as soon as the page is open. */
  const signIn = (
    plan: SsoPlan,
    invite: (invitation: Invitation) => unknown = ({ userCode }) =>
      simulator.identityCenter.decide(userCode ?? '', 'allowed'),
    more: Partial<SignInOptions> = {},
  ): Promise<void> =>
    aws.signIns.signIn(plan, {
      hasCallback: false,
      invite: async (invitation) => {
        await invite(invitation);
      },
      signal: new AbortController().signal,
      log: (line) => log.push(line),
      ...more,
    });

  /** What a browser does that is sent to the page, and the user in it. */
  const browse = async (url: string, verdict: 'allowed' | 'denied'): Promise<string> => {
    const before = new Set(simulator.identityCenter.requests);
    const waiting = await fetch(url);
    assert.equal(waiting.status, 200);
    const [request] = simulator.identityCenter.requests.filter((each) => !before.has(each));
    assert.ok(request);
    simulator.identityCenter.decide(request.userCode, verdict);
    const again = waiting.headers.get('refresh')?.replace(/^1; url=/, '') ?? '';
    return (await fetch(new URL(again, simulator.endpoint))).text();
  };

  const list = (profile: string): Promise<readonly string[]> =>
    connect({ profile, endpoint: simulator.endpoint }).then((gateway) => clusters(gateway));

  test('with a device, from a profile that is not signed in to its clusters', async () => {
    const { code, words } = await problemOf(list('p'));
    assert.equal(code, 'expired-credentials');
    assert.match(words, /^You are not signed in to IAM Identity Center with profile "p"\. Sign in/);
    let shown: Invitation | undefined;
    await signIn(await planOf('p'), (invitation) => {
      shown = invitation;
      simulator.identityCenter.decide(invitation.userCode ?? '', 'allowed');
    });
    assert.equal(shown?.url, `${simulator.endpoint}/device?user_code=${shown?.userCode ?? ''}`);
    assert.deepEqual(await list('p'), ['shop', 'back-office', 'payments-prod']);
    const { startUrl, region, expiresAt, refreshToken } = await keptOf('corp');
    assert.deepEqual([startUrl, region], [START, 'eu-central-1']);
    assert.match(String(expiresAt), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(typeof refreshToken, 'string');
    assert.equal((await stat(cached('corp'))).mode & 0o777, 0o600);
  });

  test('is one for this program and for the real AWS CLI', { skip }, async () => {
    for (const profile of ['p', 'legacy']) {
      await signIn(await planOf(profile));
      const argv = ['ecs', 'list-clusters', '--profile', profile, '--output', 'json'];
      const { stdout } = await promisify(execFile)(cli ?? '', argv, {
        env: { ...process.env, AWS_ENDPOINT_URL_ECS: simulator.endpoint, AWS_DEFAULT_REGION: 'eu-central-1' },
      });
      assert.equal(
        (JSON.parse(stdout) as { clusterArns: unknown[] }).clusterArns.length,
        simulator.world.clusters.size,
        profile,
      );
    }
  });

  test('in the form without a session, whose name is the start URL and which is never renewed', async () => {
    await signIn(await planOf('legacy'), undefined, { hasCallback: true });
    assert.deepEqual(await list('legacy'), ['shop', 'back-office', 'payments-prod']);
    assert.equal('refreshToken' in (await keptOf(START)), false);
    assert.ok(!operations().includes('Authorize'));
  });

  test('with a browser of this computer, which nobody else can use the code of', async () => {
    let page = '';
    await signIn(
      await planOf('p'),
      ({ url, userCode }) => {
        assert.equal(userCode, undefined);
        // The browser is not waited for: the user takes a while.
        void browse(url, 'allowed').then((text) => (page = text));
      },
      { hasCallback: true },
    );
    assert.deepEqual(await list('p'), ['shop', 'back-office', 'payments-prod']);
    const redeemed = simulator.requests.filter(({ operation }) => operation === 'CreateToken');
    assert.deepEqual(
      redeemed.map(({ input, error }) => [input['grantType'], error]),
      [['authorization_code', undefined]],
    );
    assert.match(page, /Go back to VS Code/);
  });

  test('with a browser, words of others neither end the wait nor are they believed', async () => {
    await signIn(
      await planOf('p'),
      async ({ url }) => {
        const callback = new URL(url).searchParams.get('redirect_uri') ?? '';
        assert.equal((await fetch(`${callback}?code=stolen&state=guessed`)).status, 400);
        assert.equal((await fetch(`${callback}?error=access_denied`)).status, 400);
        assert.equal((await fetch(callback, { method: 'POST' })).status, 404);
        assert.equal((await fetch(callback.replace('/oauth/callback', '/'))).status, 404);
        assert.equal(
          (await fetch(callback.replace('127.0.0.1', 'localhost')).catch(() => undefined))?.status ?? 404,
          404,
        );
        void browse(url, 'allowed');
      },
      { hasCallback: true },
    );
    assert.deepEqual(await list('p'), ['shop', 'back-office', 'payments-prod']);
  });

  test('is for all who share the session, and for a role that is assumed with it', async () => {
    const plan = await planOf('role');
    assert.deepEqual([plan.profile, plan.session], ['p', 'corp']);
  });

  test('keeps what others have written there, but nothing of an older sign-in', async () => {
    await mkdir(join(home.folder, '.aws', 'sso', 'cache'), { recursive: true });
    await writeFile(
      cached(START),
      JSON.stringify({ theirs: 1, refreshToken: 'old', accessToken: 'old', expiresAt: '2020-01-01T00:00:00Z' }),
      { mode: 0o644 },
    );
    await signIn(await planOf('legacy'));
    const { theirs, refreshToken, accessToken } = await keptOf(START);
    assert.deepEqual([theirs, refreshToken], [1, undefined]);
    assert.notEqual(accessToken, 'old');
    assert.equal((await stat(cached(START))).mode & 0o777, 0o600);
  });

  test('registers once, and anew where AWS has forgotten it', async () => {
    const registered = (): number => operations().filter((operation) => operation === 'RegisterClient').length;
    await signIn(await planOf('p'));
    await signIn(await planOf('p'));
    assert.equal(registered(), 1);
    simulator.identityCenter.forgetClients();
    await signIn(await planOf('p'));
    assert.equal(registered(), 2);
    for (const name of await readdir(join(home.folder, '.aws', 'sso', 'cache'))) {
      assert.equal((await stat(join(home.folder, '.aws', 'sso', 'cache', name))).mode & 0o777, 0o600);
    }
  });

  test('a sign-in that has ended is renewed, and one that an administrator ended says so', async () => {
    simulator.identityCenter.tokenLasts = 1;
    await signIn(await planOf('p'));
    const { accessToken } = await keptOf('corp');
    assert.deepEqual(await list('p'), ['shop', 'back-office', 'payments-prod']);
    assert.notEqual((await keptOf('corp'))['accessToken'], accessToken);
    simulator.identityCenter.signOut();
    const { code, words } = await problemOf(list('p'));
    assert.equal(code, 'expired-credentials');
    assert.match(words, /^Your sign-in to IAM Identity Center with profile "p" has expired\. Sign in/);
  });

  test('says why it did not come to be', async () => {
    const center = simulator.identityCenter;
    const plan = await planOf('p');
    const code = ({ userCode }: Invitation): string => userCode ?? '';
    for (const [problem, invite] of [
      ['sign-in/refused', (invitation: Invitation) => center.decide(code(invitation), 'denied')],
      ['sign-in/expired', (invitation: Invitation) => center.expire(code(invitation))],
    ] as const) {
      const refused = await problemOf(signIn(plan, invite));
      assert.equal(refused.code, problem);
    }
    const denied = await problemOf(signIn(plan, ({ url }) => void browse(url, 'denied'), { hasCallback: true }));
    assert.equal(denied.code, 'sign-in/refused');
    const elsewhere = await problemOf(signIn({ ...plan, startUrl: 'https://other.awsapps.com/start' }));
    assert.equal(elsewhere.code, 'sign-in/address');
    assert.match(elsewhere.words, /does not have the start URL https:\/\/other\.awsapps\.com\/start/);
    center.elsewhere = 'us-east-1';
    assert.equal((await problemOf(signIn(plan))).code, 'sign-in/address');
    await assert.rejects(readFile(cached('corp')), { code: 'ENOENT' });
    assert.ok(log.every((line) => [...simulator.secrets].every((secret) => !line.includes(secret))));
  });

  test('the user decides against it: nothing is kept, and nobody is asked any more', async () => {
    const abort = new AbortController();
    const reason = new Error('the user has changed their mind');
    const signal = abort.signal;
    const invite = (): void => abort.abort(reason);
    for (const hasCallback of [false, true]) {
      await assert.rejects(signIn(await planOf('p'), invite, { signal, hasCallback }), reason);
    }
    const no = new Error('no');
    await assert.rejects(
      signIn(await planOf('p'), () => Promise.reject(no)),
      no,
    );
    assert.ok(!operations().includes('CreateToken'));
    await assert.rejects(readFile(cached('corp')), { code: 'ENOENT' });
  });

  test('a network that is away for a moment is told of at first, and does not end a wait', async () => {
    const plan = await planOf('p');
    for (const fault of ['throttle', 'server-error', 'reset'] as const) {
      simulator.faults.add({ kind: fault, operation: 'StartDeviceAuthorization', times: 1 });
      const { code } = await problemOf(signIn(plan));
      assert.equal(code, { throttle: 'throttled', 'server-error': 'aws-server', reset: 'no-network' }[fault]);
    }
    // A network that is away while the user is in the browser is no reason to give up.
    simulator.faults.add({ kind: 'reset', operation: 'CreateToken', times: 1 });
    simulator.faults.add({ kind: 'server-error', operation: 'CreateToken', times: 1 });
    await signIn(plan);
    assert.deepEqual(await list('p'), ['shop', 'back-office', 'payments-prod']);
  });

  test('a folder that cannot be written is named', async () => {
    await mkdir(join(home.folder, '.aws', 'sso'), { recursive: true });
    await writeFile(join(home.folder, '.aws', 'sso', 'cache'), 'a file');
    const { code, words } = await problemOf(signIn(await planOf('p')));
    assert.equal(code, 'sign-in/not-kept');
    assert.match(words, /cannot be saved in .*\.json\. Check the permissions/);
  });
});
