import type { Explorer } from '../explorer/explorer.ts';
import type { NoteNode } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly explorer: Pick<Explorer, 'stopAsking'>;
}

/** Gives up a question to AWS, for whose answer this line stands in the tree. */
export const stopAsking = {
  id: 'stopAsking',
  run({ explorer }: Needs, note: NoteNode): void {
    explorer.stopAsking(note);
  },
} satisfies Command<Needs>;
