import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { Scaling, ScalingTarget } from '../api/scaling.ts';
import type { Asker } from './asker.ts';

/** Questions to Application Auto Scaling, put through AWS's SDK. */
export class SdkScaling implements Scaling {
  readonly #asker: Asker;
  readonly #clients: { readonly scaling: ApplicationAutoScalingClient };

  constructor(asker: Asker, clients: { readonly scaling: ApplicationAutoScalingClient }) {
    this.#asker = asker;
    this.#clients = clients;
  }

  /** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
  async targetOf(clusterName: string, serviceName: string, signal?: AbortSignal): Promise<ScalingTarget | undefined> {
    const [target] = await this.#asker.ask(
      'DescribeScalableTargets',
      signal,
      async (options) => {
        const command = new DescribeScalableTargetsCommand({
          ServiceNamespace: 'ecs',
          ResourceIds: [`service/${clusterName}/${serviceName}`],
          ScalableDimension: 'ecs:service:DesiredCount',
        });
        const answer = await this.#clients.scaling.send(command, options);
        return this.#asker.known(answer, answer.ScalableTargets, 'application-autoscaling') ?? [];
      },
      { service: 'application-autoscaling' },
    );
    return (
      target && {
        least: target.MinCapacity ?? 0,
        most: target.MaxCapacity ?? 0,
        suspended: {
          in: target.SuspendedState?.DynamicScalingInSuspended ?? false,
          out: target.SuspendedState?.DynamicScalingOutSuspended ?? false,
          scheduled: target.SuspendedState?.ScheduledScalingSuspended ?? false,
        },
      }
    );
  }
}
