import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { codeOf, networkProblem } from '../src/network-problem.ts';
import { english } from '../src/text.ts';

const HOST = 'ecs.eu-central-1.amazonaws.com';

suite('what the network has to do with a failure', () => {
  for (const [failure, code, sentence] of [
    [{ code: 'ENOTFOUND' }, 'no-network', `The host ${HOST} was not found.`],
    [{ code: 'EAI_AGAIN' }, 'no-network', `The host ${HOST} was not found.`],
    [{ code: 'ECONNREFUSED' }, 'no-network', `Nothing answers at ${HOST}.`],
    [{ code: 'ECONNRESET' }, 'no-network', `The connection to ${HOST} was lost.`],
    [{ name: 'TimeoutError' }, 'no-network', `The connection to ${HOST} was lost.`],
    [{ code: 'EPROTO' }, 'no-tls', /does not speak TLS/],
    [{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'no-tls', /does not speak TLS/],
    [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'untrusted-certificate', /\(SELF_SIGNED_CERT_IN_CHAIN\)/],
    [{ code: 'CERT_HAS_EXPIRED' }, 'untrusted-certificate', /certificate of ecs\./],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'untrusted-certificate', /not trusted/],
    [{ code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' }, 'untrusted-certificate', /not trusted/],
    [{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'untrusted-certificate', /not trusted/],
    [{ status: 407 }, 'proxy/password', /user name and a password/],
    [
      { message: 'Failed to establish a socket connection to proxies: PROXY ana:secret@proxy.example:3128' },
      'proxy/unreachable',
      /^The proxy could not be reached\.$/,
    ],
  ] as const) {
    test(JSON.stringify(failure), () => {
      const cause = new Error('x');
      const problem = networkProblem(failure, HOST, cause);
      assert.equal(problem?.code, code);
      assert.match(problem.nextStep === undefined ? '' : english(problem.nextStep), /^[A-Z].*\.$/);
      if (typeof sentence === 'string') {
        assert.equal(problem.message, sentence);
      } else {
        assert.match(problem.message, sentence);
      }
      // Of a proxy it may have the password in it.
      assert.equal(problem.cause, code.startsWith('proxy/') ? undefined : cause);
    });
  }

  test('is nothing where nothing shows that it has', () => {
    for (const failure of [{}, { name: 'Error' }, { code: 'ENOENT' }, { status: 403 }, { name: 'ClientException' }]) {
      assert.equal(networkProblem(failure, HOST), undefined);
    }
  });

  test('is told by a code on the error, on its cause, or on the first try of several', () => {
    assert.equal(codeOf(Object.assign(new Error('x'), { code: 'ENOTFOUND' })), 'ENOTFOUND');
    assert.equal(codeOf(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })), 'ECONNREFUSED');
    assert.equal(codeOf(new AggregateError([{ code: 'ETIMEDOUT' }])), 'ETIMEDOUT');
    for (const thing of [undefined, null, 'ENOTFOUND', 7, new Error('x'), { code: 7, cause: 'x' }]) {
      assert.equal(codeOf(thing), undefined);
    }
  });
});
