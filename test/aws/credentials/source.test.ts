import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Configuration } from '../../../src/aws/configuration/configuration.ts';
import { type Source, sourceOf } from '../../../src/aws/credentials/source.ts';
import { nameOfRole } from '../../../src/aws/credentials/sts.ts';
import { makeHome } from '../support/home.ts';

interface Given {
  readonly config?: string;
  readonly credentials?: string;
  readonly profile?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

async function source({ profile, variables = {}, ...files }: Given): Promise<Source> {
  await using home = await makeHome(files);
  return sourceOf(
    await Configuration.read(
      { profile, region: undefined, endpoint: undefined },
      { ...home.environment, ...variables },
    ),
  );
}

async function refused(given: Given, message: RegExp): Promise<void> {
  await assert.rejects(source(given), { code: 'unusable-profile', message });
}

const KEYS = { AWS_ACCESS_KEY_ID: 'ENV', AWS_SECRET_ACCESS_KEY: 's' };
const MACHINE = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1' };
const ROLE = 'role_arn = arn:aws:iam::1:role/r';

suite('where credentials come from', () => {
  test('from the environment, unless the user chose a profile; that of AWS_PROFILE is no choice', async () => {
    const config = '[default]\n[profile p]\naws_access_key_id = P\naws_secret_access_key = s\n';
    assert.deepEqual(await source({ config, variables: KEYS }), {
      kind: 'environment',
      keys: { accessKeyId: 'ENV', secretAccessKey: 's' },
    });
    assert.equal((await source({ config, variables: { ...KEYS, AWS_PROFILE: 'p' } })).kind, 'environment');
    assert.equal((await source({ config, variables: KEYS, profile: 'p' })).kind, 'keys');
    await refused({ config, variables: { AWS_ACCESS_KEY_ID: 'ENV' } }, /AWS_ACCESS_KEY_ID is set, but/);
  });

  test('keys in capitals, with a token by either name', async () => {
    const section = (token: string): string =>
      `[default]\nAWS_ACCESS_KEY_ID = A\nAws_Secret_Access_Key = B\n${token} = T\n`;
    for (const token of ['aws_session_token', 'aws_security_token', 'AWS_SESSION_TOKEN']) {
      const keys = { accessKeyId: 'A', secretAccessKey: 'B', sessionToken: 'T' };
      assert.deepEqual(await source({ config: section(token) }), { kind: 'keys', keys });
      assert.deepEqual(await source({ credentials: section(token) }), { kind: 'keys', keys });
    }
    assert.deepEqual(await source({ variables: { ...KEYS, AWS_SECURITY_TOKEN: 'T' } }), {
      kind: 'environment',
      keys: { accessKeyId: 'ENV', secretAccessKey: 's', sessionToken: 'T' },
    });
  });

  test('a token belongs to the keys of its own file', async () => {
    const config = '[default]\naws_access_key_id = A\naws_secret_access_key = B\n';
    const credentials = '[default]\naws_session_token = T\n';
    assert.deepEqual(await source({ config, credentials }), {
      kind: 'keys',
      keys: { accessKeyId: 'A', secretAccessKey: 'B' },
    });
  });

  test('a default profile, or one of AWS_PROFILE, that fails is not passed over for the machine’s', async () => {
    await refused({ config: '[default]\nsource_profile = x\n', variables: MACHINE }, /profile "default".*not complete/);
    await refused(
      { config: `[profile p]\n${ROLE}\n`, variables: { ...MACHINE, AWS_PROFILE: 'p' } },
      /"p" has a role_arn, but no source_profile/,
    );
    await refused({ config: '[default]\nsso_session = s\n', variables: MACHINE }, /not complete/);
    assert.equal((await source({ config: '[default]\noutput = json\n', variables: MACHINE })).kind, 'container');
    assert.equal((await source({})).kind, 'instance');
  });

  test('a header with text behind it keeps its role and keys from the profile above', async () => {
    const config =
      '[default]\naws_access_key_id = D\naws_secret_access_key = d\n[profile prod] (do not ' +
      'touch)\naws_access_key_id = P\naws_secret_access_key = p\n';
    const ids = await Promise.all(
      [undefined, 'prod'].map((profile) => source({ config, ...(profile !== undefined && { profile }) })),
    );
    assert.deepEqual(
      ids.map((each) => each.kind === 'keys' && each.keys.accessKeyId),
      ['D', 'P'],
    );
  });

  test('a role goes before the keys beside it, and may be assumed with them', async () => {
    const own = await source({
      config: `[default]\n${ROLE}\nsource_profile = default\naws_access_key_id = A\naws_secret_access_key = B\nduration_seconds = 900\n`,
    });
    assert.ok(own.kind === 'role' && own.from.kind === 'keys' && own.duration === 900);
    const chained = await source({
      config: `[profile a]\n${ROLE}\nsource_profile = b\n[profile b]\n${ROLE}2\nsource_profile = c c\n`,
      credentials: '[c c]\naws_access_key_id = C\naws_secret_access_key = c\n',
      profile: 'a',
    });
    assert.ok(chained.kind === 'role' && chained.from.kind === 'role' && chained.from.from.kind === 'keys');
    await refused({ config: `[default]\n${ROLE}\nsource_profile = default\n` }, /leads back to "default"/);
    await refused(
      { config: `[default]\n${ROLE}\nsource_profile = x\ncredential_source = Environment\n[profile x]\n` },
      /both/,
    );
    await refused(
      { config: `[default]\n${ROLE}\nsource_profile = x\n[profile x]\n` },
      /"x" has no credentials. It is the source_profile of profile "default"/,
    );
  });

  test('a role with credentials of a place', async () => {
    const at = (place: string) =>
      source({ config: `[profile p]\n${ROLE}\ncredential_source = ${place}\n`, variables: KEYS, profile: 'p' });
    for (const [place, kind] of [
      ['environment', 'environment'],
      ['Ec2InstanceMetadata', 'instance'],
      ['EcsContainer', 'container'],
    ] as const) {
      const found = await at(place);
      assert.ok(found.kind === 'role' && found.from.kind === kind);
    }
    await assert.rejects(at('Moon'), { code: 'unusable-profile', message: /"Moon"/ });
  });

  test('a web identity, of the environment unless a profile is chosen', async () => {
    const variables = { AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_ROLE_ARN: 'arn' };
    assert.deepEqual(await source({ variables }), {
      kind: 'web-identity',
      tokenFile: '/token',
      roleArn: 'arn',
      sessionName: undefined,
    });
    const chosen = await source({
      config: `[profile p]\n${ROLE}\nweb_identity_token_file = ~/t\n`,
      profile: 'p',
      variables,
    });
    assert.ok(chosen.kind === 'web-identity' && chosen.tokenFile === '~/t');
    const keys = '[default]\naws_access_key_id = A\naws_secret_access_key = B\n';
    assert.equal((await source({ config: keys, variables: { AWS_WEB_IDENTITY_TOKEN_FILE: '' } })).kind, 'keys');
    await refused({ config: keys, variables: { ...variables, AWS_ROLE_ARN: '' } }, /no role_arn/);
  });

  test('IAM Identity Center, with a session whose name has a space or without one', async () => {
    const role = 'sso_account_id = 1\nsso_role_name = R\n';
    const place = 'sso_start_url = https://s\nsso_region = eu-west-1\n';
    const found = {
      kind: 'sso',
      profile: 'default',
      startUrl: 'https://s',
      region: 'eu-west-1',
      accountId: '1',
      roleName: 'R',
    };
    assert.deepEqual(
      await source({ config: `[default]\nsso_session = my corp\n${role}[sso-session "my corp"]\n${place}` }),
      { ...found, session: 'my corp' },
    );
    assert.deepEqual(await source({ config: `[default]\n${role}${place}` }), { ...found, session: undefined });
    await refused({ config: `[default]\n${role}sso_region = x\n` }, /needs sso_start_url/);
  });

  test('keys of the credentials file before a process, those of the configuration file after', async () => {
    const keys = 'aws_access_key_id = A\naws_secret_access_key = B\n';
    assert.equal(
      (await source({ config: '[default]\ncredential_process = x\n', credentials: `[default]\n${keys}` })).kind,
      'keys',
    );
    assert.equal((await source({ config: `[default]\ncredential_process = x\n${keys}` })).kind, 'process');
    assert.equal((await source({ config: '[default]\nlogin_session = arn\ncredential_process = x\n' })).kind, 'login');
  });

  test('a role has another name when anything of it or of its source changes, and no key is in it', async () => {
    const name = async (config: string, key = 'AKIA1'): Promise<string> => {
      const found = await source({
        config: `[default]\n${config}\nsource_profile = s\n`,
        credentials: `[s]\naws_access_key_id = ${key}\naws_secret_access_key = b\n`,
      });
      assert.ok(found.kind === 'role');
      return nameOfRole(found);
    };
    const names = [
      await name(ROLE),
      await name(`${ROLE}2`),
      await name(`${ROLE}\nexternal_id = x`),
      await name(ROLE, 'AKIA2'),
    ];
    assert.equal(new Set(names).size, names.length);
    assert.equal(await name(ROLE), names[0]);
    assert.doesNotMatch(names.join(), /AKIA/);
  });
});
