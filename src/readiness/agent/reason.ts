import { sentence, type Text } from '../../text.ts';

/** What the reason that ECS gives for an exec agent means. */
export interface AgentReason {
  /** `fine` where nothing is wrong; `docker` where Docker's own error follows, which says what is. */
  readonly kind: 'fine' | 'gave-up' | 'instance' | 'docker' | 'exited';
  /** What it means, in a sentence; undefined of `fine`. */
  readonly meaning: Text | undefined;
  /** What to do about it. */
  readonly nextStep: Text | undefined;
}

/**
 * The reasons that the ECS agent gives, which Fargate's gives as well.
 * Source: amazon-ecs-agent, `agent/engine/docker_task_engine.go` and `agent/engine/execcmd/manager_start.go`
 */
const REASONS: readonly (readonly [pattern: RegExp, reason: AgentReason])[] = [
  [/^ExecuteCommandAgent (re)?started$/, { kind: 'fine', meaning: undefined, nextStep: undefined }],
  [
    /^ExecuteCommandAgent cannot be restarted$/,
    {
      kind: 'gave-up',
      meaning: sentence('The exec agent ended, and ECS could not start it again in 5 attempts.'),
      nextStep: sentence('Replace the task: a new task gets a new exec agent.'),
    },
  ],
  [
    /^ExecuteCommandAgent Initialization failed - could not (find certs|generate ExecAgent Config File)/,
    {
      kind: 'instance',
      meaning: sentence(
        'The EC2 instance lacks the files of the exec agent below /var/lib/ecs/deps, or its disk is full.',
      ),
      nextStep: sentence('Replace the EC2 instance with one of a current ECS-optimized AMI.'),
    },
  ],
  [
    /^unable to start ExecuteCommandAgent \[(create|pre-start|inspect)\]: /,
    {
      kind: 'docker',
      meaning: sentence(
        'Docker could not start the exec agent. Its error often means a read-only root file system, ' +
          'a container that is gone, or a limit of its cgroup.',
      ),
      nextStep: sentence('Fix the cause, then start a new task: it gets a new exec agent.'),
    },
  ],
  [
    /^ExecuteCommandAgent process exited with exit code: -?\d+/,
    {
      kind: 'exited',
      meaning: sentence(
        'The exec agent started and ended at once: most often the root file system is read-only, or memory is short.',
      ),
      nextStep: sentence('Make the root file system writable or give the task more memory, then start a new task.'),
    },
  ],
];

/** What a reason means; undefined of one that is not known, which speaks for itself. */
export function agentReasonOf(reason: string): AgentReason | undefined {
  return REASONS.find(([pattern]) => pattern.test(reason))?.[1];
}
