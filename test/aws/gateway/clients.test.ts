import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { clientConfig } from '../../../src/aws/configuration/client-config.ts';
import { Configuration } from '../../../src/aws/configuration/configuration.ts';
import type { CredentialStore } from '../../../src/aws/credentials/store.ts';
import { Clients } from '../../../src/aws/gateway/clients.ts';
import { Pace } from '../../../src/aws/gateway/pace.ts';
import { HttpRequests } from '../../../src/aws/http.ts';
import { LIMITS } from '../../../src/aws/limits.ts';
import { enterHome } from '../support/connected.ts';

/** Clients of a connection, and for which services one was made. */
async function clientsIn(region: string): Promise<{ readonly clients: Clients; readonly made: readonly string[] }> {
  await using _home = await enterHome();
  const configuration = await Configuration.read({ profile: undefined, region, endpoint: undefined });
  const requests = new HttpRequests({ limits: LIMITS, ca: undefined });
  const made: string[] = [];
  const of = (service: 'ecs' | 'ssm' | 'kms' | 'application_auto_scaling') => {
    made.push(service);
    return clientConfig(configuration, service, region, requests);
  };
  const configs = {
    get ecs() {
      return of('ecs');
    },
    get ssm() {
      return of('ssm');
    },
    get scaling() {
      return of('application_auto_scaling');
    },
    get kms() {
      return of('kms');
    },
  };
  const store = { held: () => Promise.reject(new Error('nobody asks')) } as unknown as CredentialStore;
  return { clients: new Clients(configs, store, new Pace(new Map(), '', undefined)), made };
}

suite('the clients of a connection', () => {
  test('are made when first used, each once', async () => {
    const { clients, made } = await clientsIn('eu-central-1');
    clients.destroy();
    assert.deepEqual(made, []);
    assert.equal(clients.ssm, clients.ssm);
    assert.deepEqual(made, ['ssm']);
    assert.equal(clients.ecs, clients.ecs);
    assert.equal(clients.kms, clients.kms);
    assert.deepEqual(made, ['ssm', 'ecs', 'kms']);
    clients.destroy();
  });

  test("know the hosts that they ask, AWS's own unless told otherwise, and no others", async () => {
    const { clients } = await clientsIn('eu-west-1');
    assert.equal(clients.host('ecs'), 'ecs.eu-west-1.amazonaws.com');
    assert.equal(clients.host('kms'), 'kms.eu-west-1.amazonaws.com');
    assert.equal(clients.host('ssmmessages'), undefined);
    clients.destroy();
  });
});
