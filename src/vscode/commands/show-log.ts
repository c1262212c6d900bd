import type { Command } from './command.ts';

interface Needs {
  readonly log: { show(): void };
}

/** Shows the extension's log. */
export const showLog = {
  id: 'showLog',
  run({ log }: Needs): void {
    log.show();
  },
} satisfies Command<Needs>;
