import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Problem } from '../../../src/problem.ts';
import { sentence } from '../../../src/text.ts';
import { type Simulator, startSimulator } from '../../simulator/index.ts';
import { connect, enterHome, problemOf } from '../support/connected.ts';

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ssmmessages:CreateDataChannel', Resource: '*' }],
});
const NAME = { role: 'web-task', policy: 'exec' };

async function world(): Promise<{ readonly simulator: Simulator; [Symbol.asyncDispose](): Promise<void> }> {
  const simulator = await startSimulator({
    scenario: {
      clusters: [{ name: 'shop' }],
      roles: [{ name: 'web-task', path: '/service/' }],
    },
  });
  const { accessKeyId, secretAccessKey } = simulator.credentials;
  const keys = `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  const home = await enterHome({ credentials: keys });
  return {
    simulator,
    async [Symbol.asyncDispose]() {
      await home[Symbol.asyncDispose]();
      await simulator.close();
    },
  };
}

suite("a role's own policies", () => {
  test('are read, added and replaced', async () => {
    await using found = await world();
    const gateway = await connect({ endpoint: found.simulator.endpoint, log: () => undefined });
    const { changes, identity } = gateway;
    assert.equal(await changes.rolePolicy(NAME), undefined);
    await changes.putRolePolicy(NAME, POLICY);
    assert.equal(await changes.rolePolicy(NAME), POLICY);
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    await changes.updateTrust('web-task', trust);
    assert.equal((await identity.role('web-task'))?.trustPolicy, trust);
    gateway.dispose();
  });

  test('that IAM refuses are said in words', async () => {
    await using found = await world();
    const gateway = await connect({ endpoint: found.simulator.endpoint, log: () => undefined });
    const { changes } = gateway;
    const missing = { ...NAME, role: 'nobody' };
    assert.equal(await changes.rolePolicy(missing), undefined);
    assert.equal((await problemOf(changes.putRolePolicy(missing, POLICY))).code, 'iam-not-found');
    assert.equal((await problemOf(changes.putRolePolicy(NAME, '{'))).code, 'invalid-parameter');
    gateway.dispose();
  });

  test('are not changed in read-only mode, and AWS is not asked then', async () => {
    await using found = await world();
    const refusal = new Problem('read-only', sentence('Read-only mode is on.'));
    const gateway = await connect({
      endpoint: found.simulator.endpoint,
      log: () => undefined,
      refuse: () => refusal,
    });
    const { changes } = gateway;
    await assert.rejects(changes.putRolePolicy(NAME, POLICY), refusal);
    await assert.rejects(changes.updateTrust('web-task', POLICY), refusal);
    assert.deepEqual(found.simulator.requests, []);
    gateway.dispose();
  });
});
