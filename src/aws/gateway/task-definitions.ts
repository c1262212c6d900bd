import { DescribeTaskDefinitionCommand, ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';
import { familyAndRevision } from '../../arn.ts';
import type { TaskDefinition, TaskDefinitions } from '../api/task-definitions.ts';
import type { Asker } from './asker.ts';
import type { Clients } from './clients.ts';
import { Remembered } from './remembered.ts';

/** Of up to 64 KiB each (Amazon ECS service quotas, "Task definition size"). */
const MOST_DEFINITIONS = 200;
/** Revisions to choose from: the largest page (API reference, ListTaskDefinitions). */
const MOST_REVISIONS = 100;

/** Questions about task definitions, put through AWS's SDK. */
export class SdkTaskDefinitions implements TaskDefinitions {
  readonly #asker: Asker;
  readonly #clients: Pick<Clients, 'ecs'>;
  /** A revision never changes. */
  readonly #known = new Remembered<TaskDefinition>(MOST_DEFINITIONS);

  constructor(asker: Asker, clients: Pick<Clients, 'ecs'>) {
    this.#asker = asker;
    this.#clients = clients;
  }

  describe(definition: string, signal?: AbortSignal): Promise<TaskDefinition> {
    return this.#known.get(definition, () =>
      this.#asker.ask('DescribeTaskDefinition', signal, async (options) => {
        const answer = await this.#clients.ecs.send(
          new DescribeTaskDefinitionCommand({ taskDefinition: definition }),
          options,
        );
        return this.#asker.known(answer, answer.taskDefinition, 'ecs') ?? {};
      }),
    );
  }

  revisions(family: string, signal?: AbortSignal): Promise<readonly string[]> {
    return this.#asker.ask('ListTaskDefinitions', signal, async (options) => {
      const request = { familyPrefix: family, sort: 'DESC', maxResults: MOST_REVISIONS } as const;
      const answer = await this.#clients.ecs.send(new ListTaskDefinitionsCommand(request), options);
      return (this.#asker.known(answer, answer.taskDefinitionArns, 'ecs') ?? []).map(familyAndRevision);
    });
  }
}
