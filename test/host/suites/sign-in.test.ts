import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Aws } from '../../../src/aws/api/aws.ts';
import { aws } from '../../../src/aws/index.ts';
import { Problem } from '../../../src/problem.ts';
import type { ProblemCode } from '../../../src/problem-code.ts';
import { sentence } from '../../../src/text.ts';
import { signIn } from '../../../src/vscode/commands/sign-in.ts';
import { Connections } from '../../../src/vscode/connections/connections.ts';
import { Explorer } from '../../../src/vscode/explorer/explorer.ts';
import { notifyOf } from '../../../src/vscode/notify.ts';
import { SignInDesk } from '../../../src/vscode/sign-in/sign-in-desk.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { changeSimulator, lookAtSimulator } from './simulator.ts';
import { setting, testLog } from './support.ts';

const START = 'https://corp.awsapps.com/start';
const CONFIG = `[profile sso]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Engineer
[sso-session corp]
sso_start_url = ${START}
sso_region = eu-central-1
[profile console]
login_session = arn:aws:iam::123456789012:user/dev
[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = x
[profile broken]
sso_session = nowhere
sso_account_id = 123456789012
sso_role_name = Engineer
`;

interface Asked {
  readonly question: string;
  readonly detail: string;
}

/** A tree and a desk of the test's own, on the same simulator as the extension's. The user does what `answer` says. */
function openDesk(
  answer: (asked: Asked) => Promise<boolean>,
  connect: Aws['connect'] = (options) => aws.connect(options),
) {
  const log = testLog();
  const connections = new Connections(() => Promise.resolve({ ...aws, connect }), log);
  const explorer = new Explorer(connections, log);
  const asked: Asked[] = [];
  const opened: string[] = [];
  const desk = new SignInDesk({
    connections,
    onSignedIn: () => explorer.refresh(),
    confirm: (question, detail) => {
      asked.push({ question, detail });
      return answer({ question, detail });
    },
    openExternal: (url) => {
      opened.push(url.toString(true));
      return Promise.resolve(true);
    },
    log,
  });
  const dispose = (): void => {
    for (const each of [desk, explorer, connections, log]) {
      each.dispose();
    }
  };
  return { connections, explorer, desk, asked, opened, log, dispose };
}

/** The user's word in the browser, once the dialog that shows the code is answered. */
async function say(verdict: 'allowed' | 'denied' | 'expired', { detail }: Asked): Promise<boolean> {
  const [userCode = ''] = /\b[A-Z]{4}-[A-Z]{4}\b/.exec(detail) ?? [];
  await changeSimulator({ signIn: { userCode, verdict } });
  return true;
}

export default suite('sign-in', ({ test, before, after }) => {
  const { HOME: home = '', AWS_CONFIG_FILE: config = '' } = process.env;
  const token = join(home, '.aws', 'sso', 'cache', `${createHash('sha1').update('corp').digest('hex')}.json`);
  const variables = ['AWS_ENDPOINT_URL_SSO', 'AWS_ENDPOINT_URL_SSO_OIDC'];

  before(async () => {
    await writeFile(config, CONFIG);
    const endpoint = vscode.workspace.getConfiguration('ecs-exec').get('endpoint', '');
    Object.assign(process.env, Object.fromEntries(variables.map((name) => [name, endpoint])));
    await setting('profile', 'sso', 'sso');
  });

  after(async () => {
    await setting('profile', undefined, '');
    variables.forEach((name) => Reflect.deleteProperty(process.env, name));
    await writeFile(config, '');
  });

  test('leads from a profile that is not signed in to its clusters', async () => {
    const { connections, explorer, desk, asked, opened, dispose } = openDesk((question) => say('allowed', question));
    try {
      const codes: (ProblemCode | undefined)[] = [];
      explorer.onDidLoadRoots(({ problem }) => codes.push(problem?.code));
      await explorer.getChildren();
      await until('the reason', () => codes.includes('expired-credentials'));
      assert.deepEqual(await explorer.getChildren(), []);
      // However many places offer it, it is done once.
      await Promise.all([signIn.run({ connections, desk }), signIn.run({ connections, desk })]);
      const clusters = await until('the clusters', async () => {
        const found = await explorer.getChildren();
        return found.length > 1 && found.every(({ kind }) => kind === 'cluster') && found;
      });
      assert.equal(clusters.length, 3);
      assert.equal(asked.length, 1);
      const { question, detail } = asked[0] ?? { question: '', detail: '' };
      assert.equal(question, 'Sign in to IAM Identity Center with profile "sso"?');
      assert.match(detail, /VS Code opens 127\.0\.0\.1:\d+ in your browser\. .* shows this code: [A-Z]{4}-[A-Z]{4}/);
      assert.ok(detail.endsWith(`Start URL: ${START}`));
      assert.match(opened.join(), /\/device\?user_code=[A-Z]{4}-[A-Z]{4}$/);
      const kept = JSON.parse(await readFile(token, 'utf8')) as Record<string, unknown>;
      assert.equal(kept['startUrl'], START);
    } finally {
      dispose();
      await rm(token, { force: true });
    }
  });

  test('that is refused, that nobody answers, or that the user gives up, says so and keeps nothing', async () => {
    for (const [verdict, code] of [
      ['denied', 'sign-in/refused'],
      ['expired', 'sign-in/expired'],
    ] as const) {
      const { desk, dispose } = openDesk((question) => say(verdict, question));
      try {
        await assert.rejects(desk.signIn('sso'), { code });
      } finally {
        dispose();
      }
    }
    const { desk, opened, dispose } = openDesk(() => Promise.resolve(false));
    try {
      const asked = async (): Promise<number> =>
        (await lookAtSimulator()).calls.filter(({ operation }) => operation === 'CreateToken').length;
      const before = await asked();
      await assert.rejects(desk.signIn('sso'), vscode.CancellationError);
      assert.deepEqual(opened, []);
      assert.equal(await asked(), before);
    } finally {
      dispose();
    }
    await assert.rejects(readFile(token), { code: 'ENOENT' });
  });

  test('with a profile of the console shows the command of the AWS CLI, to copy', async () => {
    const { desk, dispose } = openDesk(() => Promise.resolve(true));
    try {
      await vscode.commands.executeCommand('notifications.clearAll');
      await vscode.env.clipboard.writeText('');
      const signingIn = desk.signIn('console');
      await until('the command', async () => {
        await vscode.commands.executeCommand('notification.acceptPrimaryAction');
        return (await vscode.env.clipboard.readText()) !== '';
      });
      await signingIn;
      assert.equal(await vscode.env.clipboard.readText(), 'aws login --profile console');
    } finally {
      dispose();
    }
  });

  test('says where there is nothing to sign in to, and what is wrong with a profile', async () => {
    const { desk, dispose } = openDesk(() => Promise.resolve(true));
    try {
      await assert.rejects(desk.signIn('keys'), { code: 'sign-in/none' });
      await assert.rejects(desk.signIn('broken'), { code: 'unusable-profile' });
      await assert.rejects(desk.signIn('nobody'), { code: 'unknown-profile' });
    } finally {
      dispose();
    }
  });

  test('a row that tells of a problem offers what helps, and so does a notification', async () => {
    let problem = new Problem('throttled', sentence('No.'), sentence('Wait a few seconds, then try again.'));
    const { explorer, log, dispose } = openDesk(
      () => Promise.resolve(true),
      () => Promise.reject(problem),
    );
    try {
      for (const [code, offered] of [
        ['throttled', 'retry show-log'],
        ['unknown-profile', 'select-profile retry show-log'],
        ['sign-in/expired', 'sign-in show-log'],
      ] as const) {
        problem = new Problem(code, sentence('It did not work.'));
        explorer.refresh();
        const row = await until('the row', async () =>
          (await explorer.getChildren()).find((node) => node.kind === 'note' && node.problem?.code === code),
        );
        assert.equal(explorer.getTreeItem(row).contextValue, `ecsNote ecsProblem ${offered}`);
      }
      let retried = 0;
      await vscode.commands.executeCommand('notifications.clearAll');
      notifyOf(new Problem('throttled', sentence('No.')), log, { retry: () => (retried += 1) });
      await until('the button', async () => {
        await vscode.commands.executeCommand('notification.acceptPrimaryAction');
        return retried > 0;
      });
      assert.equal(retried, 1);
    } finally {
      await vscode.commands.executeCommand('notifications.clearAll');
      dispose();
    }
  });
});
