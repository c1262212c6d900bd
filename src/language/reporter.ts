import type { Level } from './api.ts';
import type { FindingList } from './finding.ts';
import type { Messages, Report } from './rules/define-rule.ts';

/** Who says something, and where it is explained. */
export interface Speaker<M extends Messages> {
  readonly id: string;
  readonly messages: M;
  /** As a configuration has it; undefined where findings are as bad as their messages say. */
  readonly level?: Level | undefined;
}

/** Adds what is reported to a list. Who speaks is asked at each report: one reporter serves many rules in turn. */
export function reporter<M extends Messages>(
  list: FindingList,
  speaker: () => Speaker<M>,
  documentationOf: (id: string) => string,
): Report<M> {
  return ({ message: messageId, at, values = {}, unnecessary = [], fixes = [] }) => {
    const { id, messages, level } = speaker();
    const message = messages[messageId];
    if (message === undefined) {
      return;
    }
    list.add({
      rule: id,
      messageId,
      severity: level === undefined || level === 'off' ? message.severity : level,
      message: { template: message.text, values },
      documentation: documentationOf(id),
      at,
      unnecessary,
      remedies: fixes,
    });
  };
}
