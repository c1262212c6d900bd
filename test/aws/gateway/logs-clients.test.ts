import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { clientConfig } from '../../../src/aws/configuration/client-config.ts';
import { Configuration } from '../../../src/aws/configuration/configuration.ts';
import type { CredentialStore } from '../../../src/aws/credentials/store.ts';
import { LogsClients } from '../../../src/aws/gateway/logs-clients.ts';
import { Pace } from '../../../src/aws/gateway/pace.ts';
import { HttpRequests } from '../../../src/aws/http.ts';
import { LIMITS } from '../../../src/aws/limits.ts';
import { enterHome } from '../support/connected.ts';

async function clients(config = ''): Promise<LogsClients> {
  await using home = await enterHome({ config: `[default]\n${config}` });
  const configuration = await Configuration.read(
    { profile: undefined, region: 'eu-west-1', endpoint: undefined },
    home.environment,
  );
  const requests = new HttpRequests({ limits: LIMITS, ca: undefined });
  const pace = new Pace(new Map(), 'work', undefined);
  const store = { held: () => Promise.reject(new Error('nobody asks')) } as unknown as CredentialStore;
  return new LogsClients(clientConfig(configuration, 'cloudwatch_logs', 'eu-west-1', requests), store, pace);
}

suite('the clients of CloudWatch Logs', () => {
  test('are one for each region, and know the host that they ask', async () => {
    const logs = await clients();
    assert.equal(logs.host, undefined);
    assert.equal(logs.of('us-east-1'), logs.of('us-east-1'));
    assert.equal(await logs.of('us-east-1').config.region(), 'us-east-1');
    assert.equal(logs.host, 'logs.us-east-1.amazonaws.com');
    logs.destroy();
  });

  for (const [endpoint, takesPrefix] of [
    ['', true],
    ['https://logs.eu-west-1.amazonaws.com', true],
    ['https://vpce-1.logs.eu-west-1.vpce.amazonaws.com', false],
    ['http://127.0.0.1:4566', false],
  ] as const) {
    test(`put "stream-" before a name that can take it: ${endpoint || "AWS's own"}`, async () => {
      const logs = await clients(endpoint === '' ? '' : `endpoint_url = ${endpoint}\n`);
      assert.equal(logs.of('eu-west-1').config.disableHostPrefix, !takesPrefix);
    });
  }
});
