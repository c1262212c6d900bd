import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { ECSClient } from '@aws-sdk/client-ecs';
import { KMSClient } from '@aws-sdk/client-kms';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { clientConfig } from '../configuration/client-config.ts';
import type { CredentialStore } from '../credentials/store.ts';
import type { Service } from '../errors/question.ts';
import type { Pace } from './pace.ts';

/** What a client of each service is made with. */
export type ClientConfigs = Readonly<Record<'ecs' | 'ssm' | 'kms' | 'scaling', ReturnType<typeof clientConfig>>>;

type EndpointProvider = (parameters: { Region: string; UseFIPS: boolean; UseDualStack: boolean }) => {
  readonly url: URL;
};

/** The clients of one connection, one for each service, made when first used. */
export class Clients {
  readonly #configs: ClientConfigs;
  readonly #pace: Pace;
  /** `memoized` tells the SDK that it need not keep them: else it would, also where they are renewed here. */
  readonly #credentials: (() => ReturnType<CredentialStore['held']>) & { readonly memoized: true };
  #ecs: ECSClient | undefined;
  #ssm: SSMClient | undefined;
  #kms: KMSClient | undefined;
  #scaling: ApplicationAutoScalingClient | undefined;

  constructor(configs: ClientConfigs, store: CredentialStore, pace: Pace) {
    this.#configs = configs;
    this.#pace = pace;
    this.#credentials = Object.assign(() => store.held(), { memoized: true } as const);
  }

  get ecs(): ECSClient {
    return (this.#ecs ??= this.#pace.hold(new ECSClient({ ...this.#configs.ecs, credentials: this.#credentials })));
  }

  get ssm(): SSMClient {
    return (this.#ssm ??= new SSMClient({ ...this.#configs.ssm, credentials: this.#credentials }));
  }

  get kms(): KMSClient {
    return (this.#kms ??= new KMSClient({ ...this.#configs.kms, credentials: this.#credentials }));
  }

  /** Its code is 12 KB of the bundle. */
  get scaling(): ApplicationAutoScalingClient {
    return (this.#scaling ??= new ApplicationAutoScalingClient({
      ...this.#configs.scaling,
      credentials: this.#credentials,
    }));
  }

  /** The host at which a service is asked; undefined where no client here asks it. */
  host(service: Service): string | undefined {
    const name = service === 'application-autoscaling' ? 'scaling' : service;
    return name === 'ecs' || name === 'ssm' || name === 'kms' || name === 'scaling'
      ? hostOf(this.#configs[name], this[name].config.endpointProvider)
      : undefined;
  }

  /** Frees sockets. A client can be used all the same. */
  destroy(): void {
    this.#ecs?.destroy();
    this.#ssm?.destroy();
    this.#kms?.destroy();
    this.#scaling?.destroy();
  }
}

/** The host that a client of this configuration asks: that of its endpoint, or AWS's own. */
function hostOf(
  { endpoint, region, useFipsEndpoint, useDualstackEndpoint }: ClientConfigs[keyof ClientConfigs],
  provide: EndpointProvider,
): string {
  const url =
    endpoint === undefined
      ? provide({ Region: region, UseFIPS: useFipsEndpoint, UseDualStack: useDualstackEndpoint }).url
      : new URL(endpoint);
  return url.host;
}
