import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { signInWithDevice } from '../../../src/aws/sign-in/device.ts';
import { OidcFailure } from '../../../src/aws/sign-in/failure.ts';
import type { IssuedToken } from '../../../src/aws/sign-in/oidc.ts';

const TOKEN: IssuedToken = { accessToken: 'token', expiresIn: 60, refreshToken: undefined };
const failure = (name: string, status?: number): OidcFailure =>
  new OidcFailure(
    'CreateToken',
    Object.assign(new Error(name), { name, ...(status !== undefined && { $metadata: { httpStatusCode: status } }) }),
  );
const pending = failure('AuthorizationPendingException', 400);

/** What comes of a sign-in whose service gives these answers, and the waits between them, in seconds. */
async function signIn(
  answers: readonly (Error | IssuedToken)[],
  { interval = 1, expiresIn = 600 }: { readonly interval?: number; readonly expiresIn?: number } = {},
): Promise<{ readonly waits: readonly number[]; readonly outcome: unknown; readonly left: number }> {
  const rest = [...answers];
  const waits: number[] = [];
  const outcome = await signInWithDevice({
    service: {
      startDevice: () =>
        Promise.resolve({ deviceCode: 'd', userCode: 'ABCD-EFGH', url: 'https://device.example', expiresIn, interval }),
      createToken: () => {
        const answer = rest.shift();
        return answer === undefined || answer instanceof Error
          ? Promise.reject(answer ?? new Error('asked once too often'))
          : Promise.resolve(answer);
      },
    },
    registration: { clientId: 'c', clientSecret: 's', expiresAt: 0 },
    startUrl: 'https://corp.awsapps.com/start',
    invite: () => Promise.resolve(),
    wait: (delay) => {
      waits.push(delay / 1000);
      return Promise.resolve();
    },
    signal: new AbortController().signal,
  }).catch((error: unknown) => error);
  return { waits, outcome, left: rest.length };
}

suite('waiting for a user', () => {
  test('asks at the pace that the service names, and never more often than once a second', async () => {
    assert.deepEqual(await signIn([pending, pending, TOKEN], { interval: 5 }), {
      waits: [5, 5, 5],
      outcome: TOKEN,
      left: 0,
    });
    assert.deepEqual((await signIn([TOKEN], { interval: 0 })).waits, [1]);
  });

  test('asks more slowly when it is told to, from then on', async () => {
    const { waits, outcome } = await signIn([pending, failure('SlowDownException', 400), pending, TOKEN]);
    assert.deepEqual(waits, [1, 1, 6, 6]);
    assert.equal(outcome, TOKEN);
  });

  test('goes on where nobody answers, or the service has an error of its own, until the code has expired', async () => {
    const lost = failure('TimeoutError');
    assert.equal((await signIn([lost, failure('InternalServerException', 500), TOKEN])).outcome, TOKEN);
    const { outcome, left } = await signIn([lost, lost, lost, TOKEN], { expiresIn: 3 });
    assert.equal(outcome, lost);
    assert.equal(left, 1);
  });

  test('ends with what the service decides', async () => {
    for (const name of ['ExpiredTokenException', 'AccessDeniedException', 'InvalidGrantException']) {
      const decided = failure(name, 400);
      const { outcome, left } = await signIn([pending, decided, TOKEN]);
      assert.equal(outcome, decided);
      assert.equal(left, 1);
    }
  });
});
