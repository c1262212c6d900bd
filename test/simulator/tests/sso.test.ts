import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { type Simulator, startSimulator } from '../index.ts';
import { send } from './request.ts';

const START = 'https://corp.awsapps.com/start';
const REDIRECT = 'http://127.0.0.1/oauth/callback';
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';

interface Answer {
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

suite('signing in to IAM Identity Center', () => {
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.close());

  const post = async (path: string, input: object, headers: Record<string, string> = {}): Promise<Answer> => {
    const answer = await send(simulator, { path, body: JSON.stringify(input), headers });
    return {
      status: answer.status,
      error: answer.headers['x-amzn-errortype'] as string | undefined,
      body: answer.body.startsWith('{') ? (JSON.parse(answer.body) as Record<string, unknown>) : {},
    };
  };
  const client = async (more: object = {}): Promise<{ clientId: unknown; clientSecret: unknown }> => {
    const { clientId, clientSecret } = (
      await post('/client/register', { clientName: 'test', clientType: 'public', ...more })
    ).body;
    return { clientId, clientSecret };
  };
  const browser = { grantTypes: ['authorization_code', 'refresh_token'], redirectUris: [REDIRECT], issuerUrl: START };

  test('a device is told to wait, to slow down, and gets its token once', async () => {
    const who = await client({ scopes: ['sso:account:access'] });
    const { deviceCode, userCode, interval } = (await post('/device_authorization', { ...who, startUrl: START })).body;
    assert.equal(interval, 1);
    const ask = (): Promise<Answer> => post('/token', { ...who, grantType: DEVICE, deviceCode });
    const first = await ask();
    assert.deepEqual([first.status, first.error], [400, 'AuthorizationPendingException']);
    assert.equal(first.body['error'], 'authorization_pending');
    assert.equal((await ask()).error, 'SlowDownException');
    simulator.identityCenter.decide(String(userCode), 'allowed');
    const { status, body } = await ask();
    assert.equal(status, 200);
    assert.equal(body['tokenType'], 'Bearer');
    assert.ok(simulator.secrets.has(String(body['accessToken'])));
    assert.equal((await ask()).error, 'InvalidGrantException');
    const renew = (): Promise<Answer> =>
      post('/token', { ...who, grantType: 'refresh_token', refreshToken: body['refreshToken'] });
    assert.equal((await renew()).status, 200);
    assert.equal((await renew()).error, 'InvalidGrantException');
  });

  test('who is not registered, or not for this, is refused', async () => {
    const who = await client();
    assert.deepEqual(
      await post('/device_authorization', { ...who, clientSecret: 'guessed', startUrl: START }).then(
        ({ status, error }) => [status, error],
      ),
      [401, 'InvalidClientException'],
    );
    assert.equal(
      (await post('/device_authorization', { ...who, startUrl: 'https://other.awsapps.com/start' })).error,
      'InvalidRequestException',
    );
    assert.equal((await post('/device_authorization', who)).error, 'InvalidRequestException');
    assert.equal((await post('/token', { ...who, grantType: 'password' })).error, 'UnsupportedGrantTypeException');
    assert.equal(
      (await post('/token', { ...who, grantType: 'authorization_code', code: 'x' })).error,
      'UnauthorizedClientException',
    );
    assert.equal(
      (await post('/client/register', { clientName: 'x', clientType: 'confidential' })).error,
      'InvalidClientMetadataException',
    );
    const elsewhere = { ...browser, redirectUris: ['http://evil.example/oauth/callback'] };
    assert.equal(
      (await post('/client/register', { clientName: 'x', clientType: 'public', ...elsewhere })).error,
      'InvalidRedirectUriException',
    );
    assert.equal((await post('/client/register', {}, { origin: 'https://evil.example' })).status, 403);
    assert.equal((await post('/client/register', {}, { host: 'evil.example' })).status, 403);
  });

  test('a code is good once, for the program that has the verifier, and for the address it was sent to', async () => {
    const who = await client(browser);
    const redirectUri = REDIRECT.replace('127.0.0.1', '127.0.0.1:5555');
    const codeVerifier = randomBytes(32).toString('base64url');
    const authorize = async (change: Record<string, string> = {}) => {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: String(who.clientId),
        redirect_uri: redirectUri,
        state: 'here',
        code_challenge_method: 'S256',
        code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
        ...change,
      });
      return send(simulator, { method: 'GET', path: `/authorize?${query.toString()}` });
    };
    assert.equal((await authorize({ redirect_uri: 'http://evil.example/oauth/callback' })).status, 400);
    assert.match(
      String((await authorize({ code_challenge_method: 'plain' })).headers.location),
      /error=invalid_request/,
    );
    for (const [change, error] of [
      [{ codeVerifier: randomBytes(32).toString('base64url') }, 'InvalidGrantException'],
      [{ redirectUri: REDIRECT }, 'InvalidGrantException'],
      [{}, undefined],
    ] as const) {
      const waiting = await authorize();
      const again = String(waiting.headers['refresh']).replace('1; url=', '');
      const userCode = simulator.identityCenter.requests.at(-1)?.userCode ?? '';
      assert.match(waiting.body, new RegExp(userCode));
      assert.equal((await send(simulator, { method: 'GET', path: again })).status, 200);
      simulator.identityCenter.decide(userCode, 'allowed');
      const location = new URL(String((await send(simulator, { method: 'GET', path: again })).headers.location));
      assert.equal(location.searchParams.get('state'), 'here');
      const code = location.searchParams.get('code');
      const redeem = (more: object): Promise<Answer> =>
        post('/token', { ...who, grantType: 'authorization_code', code, redirectUri, codeVerifier, ...more });
      assert.equal((await redeem(change)).error, error);
      assert.equal((await redeem({})).error, 'InvalidGrantException');
    }
  });

  test('keys are for those who have a token, and for roles that they were given', async () => {
    const who = await client();
    const { deviceCode, userCode } = (await post('/device_authorization', { ...who, startUrl: START })).body;
    simulator.identityCenter.decide(String(userCode), 'allowed');
    const { accessToken } = (await post('/token', { ...who, grantType: DEVICE, deviceCode })).body;
    const keys = async (role: string, token: unknown): Promise<readonly [number | undefined, unknown]> => {
      const { status, headers } = await send(simulator, {
        method: 'GET',
        path: `/federation/credentials?role_name=${role}&account_id=${simulator.world.account}`,
        headers: { 'x-amz-sso_bearer_token': String(token) },
      });
      return [status, headers['x-amzn-errortype']];
    };
    assert.deepEqual(await keys('Engineer', accessToken), [200, undefined]);
    assert.deepEqual(await keys('Administrator', accessToken), [403, 'ForbiddenException']);
    assert.deepEqual(await keys('Engineer', 'guessed'), [401, 'UnauthorizedException']);
    simulator.identityCenter.signOut();
    assert.deepEqual(await keys('Engineer', accessToken), [401, 'UnauthorizedException']);
  });
});
