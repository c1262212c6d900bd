import type { Text } from '../../text.ts';
import type { TaskDefinition } from '../documents/task-definition.ts';

/** What somebody who looks at a property should know of ECS Exec, and no rule can tell from the file. */
export interface Note {
  /** Whose property: a task definition's, or a container's in it. */
  readonly of: 'task' | 'container';
  readonly properties: readonly string[];
  /** Where AWS says so, or we explain it. */
  readonly documentation: string;
  /**
   * Paragraphs in Markdown, none where it does not hold. They quote nothing from the file, which could hold Markdown.
   */
  paragraphs(taskDefinition: TaskDefinition): readonly Text[];
}
