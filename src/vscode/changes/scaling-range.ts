import { lastPart } from '../../arn.ts';
import type { ScalingRange } from '../../live/changes/desired-count.ts';
import { isProblem } from '../../problem.ts';
import type { Examined } from './service-change.ts';

/** Between what Auto Scaling holds a service; undefined where it does not, or nobody may know. */
export async function scalingRangeOf(
  { gateway, name, state }: Examined,
  signal: AbortSignal,
): Promise<ScalingRange | undefined> {
  try {
    const target = await gateway.scaling.targetOf(lastPart(name.clusterArn), state.name, signal);
    return target && { min: target.least, max: target.most };
  } catch (error) {
    signal.throwIfAborted();
    if (isProblem(error)) {
      return undefined;
    }
    throw error;
  }
}
