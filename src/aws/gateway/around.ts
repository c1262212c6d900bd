import type { Buckets } from '../api/buckets.ts';
import type { Identity } from '../api/identity.ts';
import type { Vpc } from '../api/vpc.ts';
import type { CredentialStore } from '../credentials/store.ts';
import { AroundClients, type AroundConfigs } from './around-clients.ts';
import type { Asker } from './asker.ts';
import { SdkBuckets } from './buckets.ts';
import { SdkIdentity } from './identity.ts';
import type { Pace } from './pace.ts';
import { type Roles, SdkRoles } from './roles.ts';
import { SdkVpc } from './vpc.ts';

export interface AroundParts {
  readonly asker: Asker;
  readonly configs: AroundConfigs;
  readonly store: CredentialStore;
  readonly pace: Pace;
}

/** What is around a task: who asks and what the roles may, the network, and buckets. */
export interface Around {
  readonly identity: Identity;
  readonly vpc: Vpc;
  readonly buckets: Buckets;
  readonly roles: Roles;
  /** Frees sockets. */
  destroy(): void;
}

/** The questions about what is around a task, put through AWS's SDK. */
export function createAround({ asker, configs, store, pace }: AroundParts): Around {
  const clients = new AroundClients(configs, store, pace);
  return {
    identity: new SdkIdentity(asker, clients),
    vpc: new SdkVpc(asker, clients),
    buckets: new SdkBuckets(asker, clients),
    roles: new SdkRoles(asker, clients),
    destroy: () => clients.destroy(),
  };
}
