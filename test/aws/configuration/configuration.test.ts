import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { suite, test } from 'node:test';
import { Configuration, profileNames } from '../../../src/aws/configuration/configuration.ts';
import { homeOf } from '../../../src/aws/configuration/files.ts';
import type { Problem } from '../../../src/problem.ts';
import { english } from '../../../src/text.ts';
import { makeHome } from '../support/home.ts';

const NOTHING = { profile: undefined, region: undefined, endpoint: undefined };

interface Given {
  readonly config?: string;
  readonly credentials?: string;
  readonly choice?:
    Partial<typeof NOTHING> | { readonly profile?: string; readonly region?: string; readonly endpoint?: string };
  readonly variables?: Readonly<Record<string, string>>;
}

async function read({ choice = {}, variables = {}, ...files }: Given): Promise<Configuration> {
  await using home = await makeHome(files);
  return await Configuration.read({ ...NOTHING, ...choice }, { ...home.environment, ...variables });
}

async function refused(
  given: Given,
  ask: (configuration: Configuration) => unknown = () => undefined,
): Promise<{ code: string; words: string }> {
  try {
    ask(await read(given));
  } catch (error) {
    const { code, sentence, nextStep } = error as Problem;
    assert.ok(nextStep);
    return { code, words: `${english(sentence)} ${english(nextStep)}` };
  }
  return assert.fail('nothing was refused');
}

suite('the profile in effect', () => {
  const config = '[default]\nregion = d\n[profile a]\nregion = a\n[profile b]\nregion = b\n';

  test('is the chosen one, else that of AWS_PROFILE, else that of AWS_DEFAULT_PROFILE, else the default', async () => {
    const both = { AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' };
    for (const [choice, variables, name] of [
      [{ profile: 'b' }, both, 'b'],
      [{}, both, 'a'],
      [{}, { AWS_DEFAULT_PROFILE: 'b' }, 'b'],
      [{}, { AWS_PROFILE: '' }, 'default'],
      [{}, {}, 'default'],
    ] as const) {
      const { profile, region } = await read({ config, choice, variables });
      assert.deepEqual([profile, region], [name, name === 'default' ? 'd' : name]);
    }
  });

  test('is not passed over where it does not exist, and who names it is said', async () => {
    assert.match((await refused({ config, choice: { profile: 'x' } })).words, /^There is no profile "x"/);
    const { code, words } = await refused({ config, variables: { AWS_PROFILE: 'x' } });
    assert.equal(code, 'unknown-profile');
    assert.match(words, /^There is no profile "x" .*AWS_PROFILE names it/);
    assert.equal((await read({})).profile, 'default');
  });

  test('has what [DEFAULT] says for all, and is not that', async () => {
    const config = '[DEFAULT]\nregion = all\n[profile a]\n[profile b]\nregion = b\n';
    assert.equal((await read({ config, choice: { profile: 'a' } })).region, 'all');
    assert.equal((await read({ config, choice: { profile: 'b' } })).region, 'b');
    assert.equal((await read({ config })).region, undefined);
    assert.equal((await refused({ config, choice: { profile: 'DEFAULT' } })).code, 'unknown-profile');
  });

  test(
    'may have a name with spaces, brackets, quotes or other letters; in the credentials file to the ' + 'letter',
    async () => {
      await using home = await makeHome({
        config:
          '[profile "my corp"]\nregion=a\n[profile größe]\nregion=b\n[profile a]b]\nregion=c\n[profile ' +
          'two words]\nregion=d\n[profile "it\'s"]\nregion=e\n[sso-session x y]\n[services ' +
          's]\n[profile\u00a0z]\n',
        credentials: '[profile x]\naws_access_key_id=A\n[other name]\naws_access_key_id=B\n',
      });
      const names = await profileNames(home.environment);
      assert.deepEqual(names, ['a]b', 'größe', "it's", 'my corp', 'other name', 'profile x']);
      for (const profile of names) {
        assert.equal((await Configuration.read({ ...NOTHING, profile }, home.environment)).profile, profile);
      }
    },
  );

  test('has the settings of both files, where those of the credentials file win', async () => {
    const { region } = await read({ config: '[default]\nregion = a\n', credentials: '[default]\nregion = b\n' });
    assert.equal(region, 'b');
  });

  test('a file that cannot be used is named, with the line but not what stands there', async () => {
    const { code, words } = await refused({ credentials: '[default]\naws_secret_access_key = a\nsecret-in-line\n' });
    assert.equal(code, 'bad-configuration');
    assert.match(words, /credentials cannot be read\. Fix line 3/);
    assert.doesNotMatch(words, /secret/);
  });

  test('the files may be elsewhere', async () => {
    await using home = await makeHome();
    await writeFile(join(home.folder, 'elsewhere'), '[default]\nregion = there\n');
    // What is no file is as good as not there.
    for (const AWS_CONFIG_FILE of ['/dev/zero', home.folder, join(home.folder, 'nothing')]) {
      assert.equal((await Configuration.read(NOTHING, { ...home.environment, AWS_CONFIG_FILE })).region, undefined);
    }
    await using standard = await makeHome({ config: '[default]\nregion = standard\n' });
    assert.equal(
      (await Configuration.read(NOTHING, { ...standard.environment, AWS_CONFIG_FILE: '' })).region,
      undefined,
    );
    for (const AWS_CONFIG_FILE of ['~/elsewhere', '$HOME/elsewhere', join(home.folder, 'elsewhere')]) {
      assert.equal((await Configuration.read(NOTHING, { ...home.environment, AWS_CONFIG_FILE })).region, 'there');
    }
  });
});

test('an empty home is the root, and never the current folder, which may be anybody’s', () => {
  assert.equal(homeOf({ HOME: '', USERPROFILE: '' }), sep);
});

suite('the region', () => {
  const config = '[default]\nregion = profile\n';

  test('is the chosen one, else AWS_REGION, else AWS_DEFAULT_REGION, else the profile’s', async () => {
    const variables = { AWS_REGION: 'first', AWS_DEFAULT_REGION: 'second' };
    assert.equal((await read({ config, choice: { region: 'chosen' }, variables })).region, 'chosen');
    assert.equal((await read({ config, variables })).region, 'first');
    assert.equal((await read({ config, variables: { AWS_DEFAULT_REGION: 'second' } })).region, 'second');
    assert.equal((await read({ config })).region, 'profile');
    assert.equal((await read({})).region, undefined);
  });
});

suite('the switches for FIPS and dual-stack endpoints', () => {
  test('are on with "true" in any capitals, of the environment or the profile', async () => {
    for (const value of ['true', 'True', 'TRUE']) {
      const of = await read({
        config: `[default]\nuse_fips_endpoint = ${value}\n`,
        variables: { AWS_USE_DUALSTACK_ENDPOINT: value },
      });
      assert.deepEqual([of.useFips, of.useDualStack], [true, true]);
    }
    const off = await read({
      config: '[default]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = 1\n',
      variables: { AWS_USE_FIPS_ENDPOINT: 'false' },
    });
    assert.deepEqual([off.useFips, off.useDualStack], [false, false]);
  });
});

suite('endpoints', () => {
  const config = `[default]
endpoint_url = http://127.0.0.1:1
services = default
[profile prod]
aws_access_key_id = A
aws_secret_access_key = B
[profile own]
endpoint_url = https://own.example
services = own
[profile lost]
services = nowhere
[services default]
ecs =
  endpoint_url = http://127.0.0.1:2
[services own]
ecs =
  endpoint_url = https://ecs.own.example
sso_oidc =
  endpoint_url = https://oidc.own.example
`;

  test('of another profile than the one in effect are not taken', async () => {
    const prod = await read({ config, choice: { profile: 'prod' } });
    for (const service of ['ecs', 'ssm', 'kms', 'sts', 'sso', 'sso_oidc', 'signin'] as const) {
      assert.equal(prod.endpoint(service), undefined);
    }
  });

  test('of the profile: that of the service before that for all', async () => {
    const own = await read({ config, variables: { AWS_PROFILE: 'own' } });
    assert.equal(own.endpoint('ecs'), 'https://ecs.own.example');
    assert.equal(own.endpoint('sso_oidc'), 'https://oidc.own.example');
    assert.equal(own.endpoint('sts'), 'https://own.example');
    assert.equal((await read({ config })).endpoint('ecs'), 'http://127.0.0.1:2');
    assert.equal((await read({ config })).endpoint('kms'), 'http://127.0.0.1:1');
  });

  test('of the environment go before the profile’s, and the settings before all', async () => {
    const variables = {
      AWS_PROFILE: 'own',
      AWS_ENDPOINT_URL: 'https://all.example',
      AWS_ENDPOINT_URL_SSM: 'https://ssm.example',
    };
    const of = await read({ config, variables });
    assert.deepEqual(
      [of.endpoint('ssm'), of.endpoint('ecs'), of.endpoint('sts')],
      ['https://ssm.example', 'https://all.example', 'https://all.example'],
    );
    assert.equal(
      (await read({ config, variables: { ...variables, AWS_PROFILE: 'lost' } })).endpoint('ecs'),
      'https://all.example',
    );
    const chosen = await read({
      config,
      variables,
      choice: { endpoint: 'https://vpce-1.ecs.eu-central-1.vpce.amazonaws.com' },
    });
    assert.deepEqual(
      [chosen.endpoint('ecs'), chosen.endpoint('ssm')],
      ['https://vpce-1.ecs.eu-central-1.vpce.amazonaws.com', 'https://ssm.example'],
    );
    const simulated = await read({ config, variables, choice: { endpoint: 'http://127.0.0.1:9' } });
    assert.deepEqual(
      [simulated.endpoint('ecs'), simulated.endpoint('ssm'), simulated.endpoint('kms')],
      ['http://127.0.0.1:9', 'http://127.0.0.1:9', 'http://127.0.0.1:9'],
    );
  });

  test('are ignored on request, but for that of the settings', async () => {
    const requests: readonly Readonly<Record<string, string>>[] = [
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'True', AWS_ENDPOINT_URL: 'https://all.example' },
      { AWS_PROFILE: 'ignoring' },
    ];
    for (const variables of requests) {
      const of = await read({
        config: `${config}[profile ignoring]\nignore_configured_endpoint_urls = true\nendpoint_url = https://x.example\n`,
        variables,
      });
      assert.equal(of.endpoint('ecs'), undefined);
    }
  });

  test('are refused where credentials would travel in clear text, and where they stand is said', async () => {
    const { code, words } = await refused({ config, variables: { AWS_ENDPOINT_URL_ECS: 'http://ecs.example' } }, (of) =>
      of.endpoint('ecs'),
    );
    assert.equal(code, 'bad-endpoint');
    assert.match(words, /AWS_ENDPOINT_URL_ECS/);
    assert.match(
      (await refused({ config: '[default]\nendpoint_url = ftp://x\n' }, (of) => of.endpoint('ecs'))).words,
      /profile default/,
    );
    assert.match(
      (await refused({ config, choice: { profile: 'lost' } }, (of) => of.endpoint('ecs'))).words,
      /"lost" has the services section "nowhere"/,
    );
  });
});

suite('the metadata service of an EC2 instance', () => {
  const address = async (given: Given): Promise<string | undefined> =>
    (await read(given)).instanceMetadata?.endpoint.href;

  test('is at its usual address, unless a variable or the profile in effect says otherwise', async () => {
    const config =
      '[default]\nec2_metadata_service_endpoint = http://127.0.0.1:1\n[profile ' +
      'v6]\nec2_metadata_service_endpoint_mode = IPv6\n[profile p]\n';
    assert.equal(await address({ config }), 'http://127.0.0.1:1/');
    assert.equal(await address({ config, choice: { profile: 'p' } }), 'http://169.254.169.254/');
    assert.equal(await address({ config, choice: { profile: 'v6' } }), 'http://[fd00:ec2::254]/');
    assert.equal(
      await address({ config, variables: { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:2' } }),
      'http://127.0.0.1:2/',
    );
    assert.equal(await address({ config, variables: { AWS_EC2_METADATA_DISABLED: 'True' } }), undefined);
  });

  test('is not at what is no address', async () => {
    for (const endpoint of ['nowhere', 'file:///etc/passwd']) {
      const { code } = await refused(
        { config: `[default]\nec2_metadata_service_endpoint = ${endpoint}\n` },
        (configuration) => configuration.instanceMetadata,
      );
      assert.equal(code, 'bad-endpoint');
    }
  });

  test('may be asked without a token unless that is switched off', async () => {
    assert.equal((await read({})).instanceMetadata?.allowsV1, true);
    assert.equal(
      (await read({ variables: { AWS_EC2_METADATA_V1_DISABLED: 'true' } })).instanceMetadata?.allowsV1,
      false,
    );
  });
});
