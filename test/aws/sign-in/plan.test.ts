import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { SignInPlan } from '../../../src/aws/api/sign-in.ts';
import { Configuration } from '../../../src/aws/configuration/configuration.ts';
import { loginCommand } from '../../../src/aws/credentials/login-command.ts';
import { planSignIn } from '../../../src/aws/sign-in/plan.ts';
import { problemOf } from '../support/connected.ts';
import { makeHome } from '../support/home.ts';

const ROLE = 'sso_account_id = 123456789012\nsso_role_name = Engineer\n';

async function plan(config: string, profile = 'p'): Promise<SignInPlan> {
  await using home = await makeHome({ config });
  return planSignIn(
    await Configuration.read({ profile, region: undefined, endpoint: undefined }, { ...home.environment }),
  );
}

const session = (startUrl: string, region: string, more = ''): string =>
  `[profile p]\nsso_session = corp\n${ROLE}[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = ${region}\n${more}`;

suite('what signing in takes', () => {
  test('of a session, its scopes or the usual one', async () => {
    const url = 'https://corp.awsapps.com/start';
    const usual = { kind: 'sso', profile: 'p', session: 'corp', startUrl: url, region: 'us-gov-west-1' };
    assert.deepEqual(await plan(session(url, 'us-gov-west-1')), { ...usual, scopes: ['sso:account:access'] });
    assert.deepEqual(await plan(session(url, 'us-gov-west-1', 'sso_registration_scopes = a:b, c:d,\n')), {
      ...usual,
      scopes: ['a:b', 'c:d'],
    });
  });

  test('nothing but an https address and a region is taken for one', async () => {
    for (const url of [
      'http://corp.awsapps.com/start',
      'file:///etc/passwd',
      'vscode://someone.extension/run',
      'command:workbench.action.quit',
      'https://user:secret@corp.awsapps.com/start',
      'corp.awsapps.com/start',
    ]) {
      const { code, words } = await problemOf(plan(session(url, 'eu-west-1')));
      assert.equal(code, 'sign-in/address', url);
      assert.doesNotMatch(words, /secret/);
    }
    for (const region of ['evil.example', 'eu-west-1.evil.example/', 'eu-west-1@evil', 'EU', '']) {
      const { code } = await problemOf(plan(session('https://corp.awsapps.com/start', region)));
      assert.equal(code, 'sign-in/address', region);
    }
  });

  test('of a profile of the console, the command of the AWS CLI', async () => {
    const login = 'login_session = arn:aws:iam::123456789012:user/dev\n';
    assert.deepEqual(await plan(`[profile p]\n${login}`), {
      kind: 'command',
      profile: 'p',
      command: 'aws login --profile p',
    });
    const role = `[profile p]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = q\n[profile q]\n${login}`;
    assert.equal(((await plan(role)) as { command: string }).command, 'aws login --profile q');
  });

  test('the name of a profile is a word to every shell', () => {
    assert.equal(loginCommand('default', 'linux'), 'aws login');
    assert.equal(loginCommand('dev-1@corp', 'linux'), 'aws login --profile dev-1@corp');
    assert.equal(loginCommand('my dev', 'darwin'), "aws login --profile 'my dev'");
    assert.equal(loginCommand("a'; rm -rf ~; '", 'linux'), "aws login --profile 'a'\\''; rm -rf ~; '\\'''");
    assert.equal(loginCommand('my dev', 'win32'), 'aws login --profile "my dev"');
  });

  test('of others, nothing; of a program, its name without what may be secret', async () => {
    assert.deepEqual(await plan('[profile p]\ncredential_process = /opt/corp/get-keys --token secret\n'), {
      kind: 'none',
      profile: 'p',
      credentials: 'process',
      program: 'get-keys',
    });
    const { kind } = await plan('[profile p]\naws_access_key_id = AKIAX\naws_secret_access_key = x\n');
    assert.equal(kind, 'none');
  });

  test('one bad profile does not stop the others', async () => {
    const bad = `[profile bad]\nsso_session = nowhere\n${ROLE}`;
    assert.equal((await plan(`${bad}${session('https://corp.awsapps.com/start', 'eu-west-1')}`)).kind, 'sso');
    assert.equal((await problemOf(plan(bad, 'bad'))).code, 'unusable-profile');
  });
});
