import type { ContainerPlace } from '../../live/container.ts';
import { fieldsOf, isText } from '../memory/written.ts';

/** What VS Code keeps of a report over a reload: which container it is about, and through which connection. */
export interface ReportState {
  /** The key of the connection. */
  readonly connection: string;
  readonly clusterArn: string;
  readonly taskArn: string;
  readonly container: string;
}

/** Characters of each of its parts. An ARN has 2,048 at most. Source: IAM user guide, "IAM and STS quotas". */
const LONGEST_PART = 2_048;

export function stateOf({ connection, clusterArn, taskArn, container }: ContainerPlace): ReportState {
  return { connection: connection.key, clusterArn, taskArn, container };
}

/** Reads what a page has kept; undefined where it is something else. */
export function readState(state: unknown): ReportState | undefined {
  const { connection, clusterArn, taskArn, container } = fieldsOf(state);
  return isText(connection, LONGEST_PART) &&
    isText(clusterArn, LONGEST_PART) &&
    isText(taskArn, LONGEST_PART) &&
    isText(container, LONGEST_PART)
    ? { connection, clusterArn, taskArn, container }
    : undefined;
}
