import type { Problem } from '../../problem.ts';
import type { Refusable } from '../api/aws.ts';
import type { Connection } from '../api/connection.ts';
import type { Gateway } from '../api/gateway.ts';
import type { clientConfig } from '../configuration/client-config.ts';
import type { CredentialStore } from '../credentials/store.ts';
import type { Service } from '../errors/question.ts';
import type { HttpRequests } from '../http.ts';
import { createAround } from './around.ts';
import type { AroundConfigs } from './around-clients.ts';
import { Asker } from './asker.ts';
import { SdkChanges } from './changes.ts';
import { type ClientConfigs, Clients } from './clients.ts';
import { SdkClusters } from './clusters.ts';
import { SdkDetails } from './details.ts';
import { SdkKeys } from './keys.ts';
import { SdkLogs } from './logs.ts';
import { LogsClients } from './logs-clients.ts';
import type { Pace } from './pace.ts';
import { SdkScaling } from './scaling.ts';
import { SdkSessions } from './sessions.ts';
import { SdkTaskDefinitions } from './task-definitions.ts';

/** What questions are put with. */
export interface GatewayParts {
  readonly configs: ClientConfigs;
  readonly logsConfig: ReturnType<typeof clientConfig>;
  readonly aroundConfigs: AroundConfigs;
  readonly store: CredentialStore;
  readonly requests: HttpRequests;
  readonly connection: Connection;
  readonly ca: string | undefined;
  /** Where sessions are opened in place of the host that AWS names. */
  readonly sessionEndpoint: string | undefined;
  /** Why something may not be done; undefined where it may. */
  readonly refusal: (what: Refusable) => Problem | undefined;
  readonly pace: Pace;
  /** Whether the question that is put now is one that no user waits for. */
  readonly isUnasked: () => boolean;
  /** Clusters, by name or ARN, that are there beside those that AWS lists. */
  readonly favourites: () => readonly string[];
  readonly log: (line: string) => void;
}

/** The questions to AWS through its SDK. */
export function createGateway(parts: GatewayParts): Gateway {
  const { configs, logsConfig, aroundConfigs, store, requests, connection, ca, sessionEndpoint, favourites } = parts;
  const { refusal, pace, isUnasked, log } = parts;
  const clients = new Clients(configs, store, pace);
  const logsClients = new LogsClients(logsConfig, store, pace);
  const host = (service: Service) => (service === 'logs' ? logsClients.host : clients.host(service));
  const asker = new Asker({ connection, store, host, pace, isUnasked, log });
  const around = createAround({ asker, configs: aroundConfigs, store, pace });
  return {
    connection,
    ca,
    clusters: new SdkClusters(asker, clients, favourites),
    taskDefinitions: new SdkTaskDefinitions(asker, clients),
    details: new SdkDetails(asker, clients),
    scaling: new SdkScaling(asker, clients),
    sessions: new SdkSessions({
      asker,
      clients,
      store,
      place: { ...connection, sessionEndpoint },
      refusal: () => refusal('session'),
    }),
    keys: new SdkKeys(asker, clients),
    logs: new SdkLogs(asker, logsClients),
    changes: new SdkChanges({ asker, clients, roles: around.roles, refusal: () => refusal('change') }),
    identity: around.identity,
    vpc: around.vpc,
    buckets: around.buckets,
    dispose: () => {
      clients.destroy();
      logsClients.destroy();
      around.destroy();
      requests.destroy();
    },
  };
}
