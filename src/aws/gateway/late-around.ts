import type { Buckets } from '../api/buckets.ts';
import type { Identity } from '../api/identity.ts';
import type { Vpc } from '../api/vpc.ts';
import type { Around, AroundParts } from './around.ts';
import type { Roles } from './roles.ts';

/** The questions about what is around a task, whose code is loaded when the first of them is put. */
export class LateAround implements Omit<Around, 'destroy'> {
  readonly #parts: AroundParts;
  #loaded: Promise<Around> | undefined;

  constructor(parts: AroundParts) {
    this.#parts = parts;
  }

  readonly identity: Identity = {
    caller: async (...given) => (await this.#load()).identity.caller(...given),
    role: async (...given) => (await this.#load()).identity.role(...given),
    instanceProfileRole: async (...given) => (await this.#load()).identity.instanceProfileRole(...given),
    simulate: async (...given) => (await this.#load()).identity.simulate(...given),
  };

  readonly vpc: Vpc = {
    interfaces: async (...given) => (await this.#load()).vpc.interfaces(...given),
    instance: async (...given) => (await this.#load()).vpc.instance(...given),
    image: async (...given) => (await this.#load()).vpc.image(...given),
    subnet: async (...given) => (await this.#load()).vpc.subnet(...given),
    routeTable: async (...given) => (await this.#load()).vpc.routeTable(...given),
    endpoints: async (...given) => (await this.#load()).vpc.endpoints(...given),
    securityGroups: async (...given) => (await this.#load()).vpc.securityGroups(...given),
    networkAcls: async (...given) => (await this.#load()).vpc.networkAcls(...given),
    dnsAttributes: async (...given) => (await this.#load()).vpc.dnsAttributes(...given),
    dhcpOptions: async (...given) => (await this.#load()).vpc.dhcpOptions(...given),
    dhcpOptionsOf: async (...given) => (await this.#load()).vpc.dhcpOptionsOf(...given),
  };

  readonly buckets: Buckets = {
    bucket: async (...given) => (await this.#load()).buckets.bucket(...given),
  };

  readonly roles: Roles = {
    rolePolicy: async (...given) => (await this.#load()).roles.rolePolicy(...given),
    putRolePolicy: async (...given) => (await this.#load()).roles.putRolePolicy(...given),
    updateTrust: async (...given) => (await this.#load()).roles.updateTrust(...given),
  };

  /** Frees sockets, if there are any. */
  destroy(): void {
    void this.#loaded?.then(
      (around) => around.destroy(),
      // It was told to who asked.
      () => undefined,
    );
  }

  #load(): Promise<Around> {
    return (this.#loaded ??= import('./around.ts').then(({ createAround }) => createAround(this.#parts)));
  }
}
