import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { EMPTY_BODY_HASH, sha256, type SignedRequest, verifySignature } from '../aws/signature.ts';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const SCOPE = { service: 'service', region: 'us-east-1' };
const NOW = new Date('2015-08-30T12:36:00Z');

suite('a signature', () => {
  test('of AWS’s own test suite (get-vanilla) is right', () => {
    assert.equal(verifySignature(VANILLA, SCOPE, CREDENTIALS, NOW), true);
  });

  test('by the SDK’s signer is right, with a body, an odd path and headers with spaces', async () => {
    const body = '{"cluster":"schön"}';
    const signed = await sign(
      'POST',
      '/a b/ü*(1)',
      { 'x-amz-meta': '  a   b ', 'content-type': 'text/plain' },
      {},
      body,
    );
    assert.equal(verifySignature(signed, SCOPE, CREDENTIALS, NOW), true);
  });

  test('of a WebSocket address with a bare + / = in its query is right', async () => {
    const url = '/v1/data-channel/session-1?role=publish_subscribe&cell-number=AAEA+b/8=';
    const query = Object.fromEntries(new URLSearchParams(url.slice(url.indexOf('?'))));
    const signed = await sign('GET', '/v1/data-channel/session-1', {}, query, '');
    assert.equal(verifySignature({ ...signed, url, bodyHash: EMPTY_BODY_HASH }, SCOPE, CREDENTIALS, NOW), true);
  });

  test('of a query whose names begin alike is right', async () => {
    const signed = await sign('GET', '/', {}, { a: '2', 'a-b': '1', a1: '3' }, '');
    assert.equal(
      verifySignature({ ...signed, url: '/?a=2&a-b=1&a1=3', bodyHash: EMPTY_BODY_HASH }, SCOPE, CREDENTIALS, NOW),
      true,
    );
  });

  const changes: Record<string, Partial<SignedRequest>> = {
    method: { method: 'POST' },
    path: { url: '/other' },
    query: { url: '/?a=b' },
    body: { bodyHash: sha256('{}') },
  };
  for (const [part, change] of Object.entries(changes)) {
    test(`does not cover another ${part}`, () => {
      assert.match(
        messageOf({ ...VANILLA, ...change }),
        /^InvalidSignatureException: The request signature we calculated/,
      );
    });
  }

  test('does not cover another host', () => {
    assert.match(
      messageOf(withHeaders({ host: 'example.com' })),
      /^InvalidSignatureException: The request signature we calculated/,
    );
  });

  test('must cover every x-amz header', () => {
    assert.match(
      messageOf(withHeaders({ 'x-amz-target': 'A.B' })),
      /^InvalidSignatureException: 'x-amz-target' must be a 'SignedHeader'/,
    );
  });

  test('counts for five minutes', () => {
    const at = (time: string): string => messageOf(VANILLA, new Date(`2015-08-30T${time}Z`));
    assert.equal(at('12:40:59'), 'true');
    assert.equal(at('12:31:01'), 'true');
    assert.match(
      at('12:41:01'),
      /^InvalidSignatureException: Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z/,
    );
    assert.match(at('12:30:59'), /^InvalidSignatureException: Signature not yet current/);
  });

  test('counts for its service and region only', () => {
    assert.match(messageOf(VANILLA, NOW, { ...SCOPE, service: 'ecs' }), /correct service: 'ecs'/);
    assert.match(messageOf(VANILLA, NOW, { ...SCOPE, region: 'eu-west-1' }), /valid region, not 'us-east-1'/);
  });

  test('must be there, and whole', () => {
    assert.match(messageOf(withHeaders({ authorization: undefined })), /^MissingAuthenticationTokenException/);
    for (const authorization of ['', 'Basic dGVzdDp0ZXN0', 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE, Signature=00']) {
      assert.match(messageOf(withHeaders({ authorization })), /^IncompleteSignatureException/);
    }
  });

  test('by an unknown key, or with an unknown session token, is nobody’s', async () => {
    const stranger = { ...CREDENTIALS, accessKeyId: 'AKIDSTRANGER' };
    assert.match(messageOf(await sign('GET', '/', {}, {}, '', stranger)), /^UnrecognizedClientException/);
    const guest = await sign('GET', '/', {}, {}, '', { ...CREDENTIALS, sessionToken: 'guest' });
    assert.match(messageOf(guest), /^UnrecognizedClientException/);
    assert.equal(verifySignature(guest, SCOPE, { ...CREDENTIALS, sessionToken: 'guest' }, NOW), true);
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-test-suite.html */
const VANILLA: SignedRequest = {
  method: 'GET',
  url: '/',
  headers: {
    host: 'example.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
      'SignedHeaders=host;x-amz-date, ' +
      'Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  bodyHash: EMPTY_BODY_HASH,
};

function withHeaders(headers: Record<string, string | undefined>): SignedRequest {
  return { ...VANILLA, headers: { ...VANILLA.headers, ...headers } };
}

function messageOf(request: SignedRequest, now = NOW, scope = SCOPE): string {
  const verified = verifySignature(request, scope, CREDENTIALS, now);
  return verified === true ? 'true' : `${verified.code}: ${verified.message}`;
}

async function sign(
  method: string,
  path: string,
  headers: Record<string, string>,
  query: Record<string, string>,
  body: string,
  credentials: typeof CREDENTIALS & { sessionToken?: string } = CREDENTIALS,
): Promise<SignedRequest> {
  const signer = new SignatureV4({ ...SCOPE, credentials, sha256: Sha256, applyChecksum: false });
  const hostname = 'example.amazonaws.com';
  const signed = await signer.sign(
    {
      method,
      protocol: 'https:',
      hostname,
      path: encodeURI(path),
      query,
      headers: { host: hostname, ...headers },
      body,
    },
    { signingDate: NOW },
  );
  return { method, url: encodeURI(path), headers: signed.headers, bodyHash: sha256(body) };
}
