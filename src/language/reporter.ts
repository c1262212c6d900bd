import type { Level } from './api.ts';
import type { FindingList } from './finding.ts';
import type { Messages, Report } from './rules/define-rule.ts';

/** Who says something, and where it is explained. */
interface Speaker<M extends Messages> {
  readonly id: string;
  readonly messages: M;
  readonly documentation: string;
}

/** Adds what is reported to a list: as bad as its message says, or as a configuration has it. */
export function reporter<M extends Messages>(list: FindingList, speaker: Speaker<M>, level?: Level): Report<M> {
  const { id, messages, documentation } = speaker;
  return ({ message: messageId, at, values = {}, fixes = [] }) => {
    const message = messages[messageId];
    if (message === undefined) {
      return;
    }
    list.add({
      rule: id,
      messageId,
      severity: level === undefined || level === 'off' ? message.severity : level,
      message: { template: message.text, values },
      documentation,
      at,
      remedies: fixes,
    });
  };
}
