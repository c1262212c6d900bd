import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { suite, test } from 'node:test';
import { Configuration } from '../../../src/aws/configuration/configuration.ts';
import { ofInstance } from '../../../src/aws/credentials/instance.ts';
import type { Keys } from '../../../src/aws/credentials/source.ts';
import { HttpRequests } from '../../../src/aws/http.ts';
import { LIMITS } from '../../../src/aws/limits.ts';
import { makeHome } from '../support/home.ts';
import { answering, dripping, type Saying } from '../support/servers.ts';

const ROLE = '/latest/meta-data/iam/security-credentials/';
const KEYS = JSON.stringify({
  Code: 'Success',
  AccessKeyId: 'I',
  SecretAccessKey: 's',
  Token: 't',
  Expiration: '2030-01-01T00:00:00Z',
});
const EXPECTED = {
  accessKeyId: 'I',
  secretAccessKey: 's',
  sessionToken: 't',
  expiration: new Date('2030-01-01T00:00:00Z'),
};

/** A metadata service that gives tokens and wants them. */
function service(request: IncomingMessage): Saying {
  const { url, method, headers } = request;
  if (url === '/latest/api/token' && method === 'PUT') {
    return { body: 'token' };
  }
  if (headers['x-aws-ec2-metadata-token'] !== 'token') {
    return { status: 401, body: '' };
  }
  if (url === ROLE) {
    return { body: 'web-role' };
  }
  return url === `${ROLE}web-role` ? { body: KEYS } : { status: 404, body: '' };
}

async function keys(
  config: string,
  { profile, signal = new AbortController().signal }: { readonly profile?: string; readonly signal?: AbortSignal } = {},
): Promise<Keys | undefined> {
  await using home = await makeHome({ config });
  const configuration = await Configuration.read({ profile, region: undefined, endpoint: undefined }, home.environment);
  const requests = new HttpRequests({ limits: LIMITS, ca: undefined });
  return await ofInstance({
    configuration,
    region: 'eu-central-1',
    requests,
    limits: LIMITS,
    mfaCode: () => Promise.reject(new Error('nobody is there')),
    signal,
  });
}

suite('the credentials of an EC2 instance', () => {
  test('come from the address of the chosen profile, and never of another', async () => {
    await using others = await answering(service);
    await using mine = await answering(service);
    const config = `[default]\nec2_metadata_service_endpoint = ${others.address}\n[profile prod]\nec2_metadata_service_endpoint = ${mine.address}/\n`;
    assert.deepEqual(await keys(config, { profile: 'prod' }), EXPECTED);
    assert.equal(others.requests.length, 0);
    assert.deepEqual(
      mine.requests.map(({ method }) => method),
      ['PUT', 'GET', 'GET'],
    );
  });

  test('come without a token where the service gives none, unless that is forbidden', async () => {
    await using old = await answering(({ method, url }) =>
      method === 'PUT' ? { status: 404, body: '' } : { body: url === ROLE ? 'web-role' : KEYS },
    );
    const config = `[default]\nec2_metadata_service_endpoint = ${old.address}\n`;
    assert.deepEqual(await keys(config), EXPECTED);
    assert.equal(await keys(`${config}ec2_metadata_v1_disabled = true\n`), undefined);
  });

  test('are none where nobody, or something else, answers', async () => {
    await using page = await answering({ body: '<html>' });
    await using empty = await answering({ body: '' });
    await using drips = await dripping();
    await using gone = await answering(service);
    await gone[Symbol.asyncDispose]();
    for (const { address } of [page, empty, drips, gone]) {
      assert.equal(await keys(`[default]\nec2_metadata_service_endpoint = ${address}\n`), undefined, address);
    }
  });

  test('are waited for no longer than somebody wants them', async () => {
    const abort = new AbortController();
    await using peer = await answering(() => {
      abort.abort(new Error('nobody waits'));
      return { status: 500, body: '' };
    });
    await assert.rejects(
      keys(`[default]\nec2_metadata_service_endpoint = ${peer.address}\n`, { signal: abort.signal }),
      /nobody waits/,
    );
  });
});
