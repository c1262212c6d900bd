import type {
  DeploymentConfiguration,
  DeploymentLifecycleHook,
  DeploymentLifecycleHookAction,
  DeploymentLifecycleHookStage,
  ServiceDeployment,
  ServiceDeploymentLifecycleStage,
} from '@aws-sdk/client-ecs';
import type { Clock } from '../world/clock.ts';
import { uuid } from '../world/identity.ts';

/**
 * The stages of a deployment that has both revisions run side by side.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html
 */
const STAGES: readonly ServiceDeploymentLifecycleStage[] = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
  'CLEAN_UP',
];

/** How many seconds a stage takes in which nothing is waited for. */
const SECONDS = 2;

/** How many minutes a pause lasts at most, unless its hook says otherwise. */
const LONGEST_PAUSE = 24 * 60;

export interface StageListener {
  /** The deployment has come to its next stage. */
  reached(stage: ServiceDeploymentLifecycleStage): void;
  /** A hook says that it is to be rolled back. */
  rollBack(): void;
}

/** Leads a deployment through its stages: BLUE_GREEN, LINEAR and CANARY. */
export class Stages {
  readonly #record: ServiceDeployment;
  readonly #configuration: DeploymentConfiguration;
  readonly #clock: Clock;
  readonly #listener: StageListener;
  #index = 0;
  #isOver = false;
  #undo = (): void => undefined;

  constructor(record: ServiceDeployment, clock: Clock, listener: StageListener) {
    this.#record = record;
    this.#configuration = record.deploymentConfiguration ?? {};
    this.#clock = clock;
    this.#listener = listener;
    this.#weigh(0);
    this.#enter();
  }

  /** Whether the new revision's tasks are wanted by now. */
  get scalesUp(): boolean {
    return this.#index >= STAGES.indexOf('SCALE_UP');
  }

  /** Whether the former revision's tasks are no longer wanted. */
  get cleansUp(): boolean {
    return this.#stage === 'CLEAN_UP';
  }

  /** The new revision's tasks run: SCALE_UP is over. */
  scaledUp(): void {
    if (this.#stage === 'SCALE_UP') {
      this.#next();
    }
  }

  /** Answers the pause of this hook; false where it does not wait. */
  answer(hookId: string, action: DeploymentLifecycleHookAction): boolean {
    const hook = this.#record.lifecycleHookDetails?.find(
      (each) => each.hookId === hookId && each.status === 'AWAITING_ACTION',
    );
    if (hook === undefined || this.#isOver) {
      return false;
    }
    this.#undo();
    hook.status = 'SUCCEEDED';
    if (action === 'ROLLBACK') {
      this.stop();
      this.#listener.rollBack();
    } else {
      this.#act();
    }
    return true;
  }

  /** Goes no further. */
  stop(): void {
    this.#undo();
    this.#isOver = true;
  }

  get #stage(): ServiceDeploymentLifecycleStage {
    return STAGES[this.#index] ?? 'CLEAN_UP';
  }

  #enter(): void {
    this.#record.lifecycleStage = this.#stage;
    this.#record.updatedAt = this.#clock.now();
    const hook = this.#configuration.lifecycleHooks?.find(
      ({ targetType, lifecycleStages = [] }) =>
        targetType === 'PAUSE' && lifecycleStages.some((stage) => isAt(stage, this.#stage)),
    );
    if (hook === undefined) {
      this.#act();
    } else {
      this.#pause(hook);
    }
  }

  #pause({ timeoutConfiguration = {} }: DeploymentLifecycleHook): void {
    const { timeoutInMinutes: minutes = LONGEST_PAUSE, action = 'ROLLBACK' } = timeoutConfiguration;
    const hookId = uuid('hook', this.#record.serviceDeploymentArn ?? '', this.#index);
    this.#record.lifecycleHookDetails = [
      ...(this.#record.lifecycleHookDetails ?? []),
      {
        hookId,
        targetType: 'PAUSE',
        status: 'AWAITING_ACTION',
        expiresAt: new Date(this.#clock.now().getTime() + minutes * 60_000),
        timeoutAction: action,
      },
    ];
    this.#listener.reached(this.#stage);
    this.#after(minutes * 60, () => {
      const hook = this.#record.lifecycleHookDetails?.find((each) => each.hookId === hookId);
      if (this.answer(hookId, action) && hook !== undefined) {
        hook.status = 'TIMED_OUT';
      }
    });
  }

  /** Does what its stage is for. */
  #act(): void {
    this.#listener.reached(this.#stage);
    switch (this.#stage) {
      case 'SCALE_UP':
      case 'CLEAN_UP':
        return;
      case 'PRODUCTION_TRAFFIC_SHIFT':
        this.#shift(0);
        return;
      case 'BAKE_TIME':
        this.#after((this.#configuration.bakeTimeInMinutes ?? 0) * 60, () => this.#next());
        return;
      default:
        this.#after(SECONDS, () => this.#next());
    }
  }

  /** Shifts traffic from so much, at once or in steps. */
  #shift(percent: number): void {
    const { strategy, linearConfiguration = {}, canaryConfiguration = {} } = this.#configuration;
    const { stepPercent = 10, stepBakeTimeInMinutes = 6 } = linearConfiguration;
    const { canaryPercent = 5, canaryBakeTimeInMinutes = 10 } = canaryConfiguration;
    const [step, minutes] =
      strategy === 'LINEAR'
        ? [stepPercent, stepBakeTimeInMinutes]
        : strategy === 'CANARY' && percent === 0
          ? [canaryPercent, canaryBakeTimeInMinutes]
          : [100, 0];
    const now = Math.min(100, percent + step);
    this.#weigh(now);
    this.#after(now < 100 ? minutes * 60 : SECONDS, () => (now < 100 ? this.#shift(now) : this.#next()));
  }

  #weigh(percent: number): void {
    const { targetServiceRevision, sourceServiceRevisions = [] } = this.#record;
    if (targetServiceRevision) {
      targetServiceRevision.requestedProductionTrafficWeight = percent;
    }
    for (const revision of sourceServiceRevisions) {
      revision.requestedProductionTrafficWeight = 100 - percent;
    }
  }

  #next(): void {
    this.#index += 1;
    this.#enter();
  }

  #after(seconds: number, happens: () => void): void {
    this.#undo = this.#clock.after(seconds, () => {
      if (!this.#isOver) {
        happens();
      }
    });
  }
}

/** Traffic shifts after the hooks before it. */
function isAt(hook: DeploymentLifecycleHookStage, stage: ServiceDeploymentLifecycleStage): boolean {
  return hook === stage || (hook === 'PRE_PRODUCTION_TRAFFIC_SHIFT' && stage === 'PRODUCTION_TRAFFIC_SHIFT');
}
