import { mayBeCompleted } from '../../documents/legal-name.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

const MOST = 50;
/** In Unicode code points. */
const LONGEST = { key: 128, value: 256 } as const;

const LEGAL = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
/** For AWS's own tags, in whatever case. */
const RESERVED = /^aws:/i;

const messages = {
  tooMany: { severity: 'error', text: 'A task definition can have at most {most} tags. This one has {count}.' },
  duplicate: { severity: 'error', text: 'There is another tag "{key}" before this one.' },
  emptyKey: { severity: 'error', text: 'A tag needs a key.' },
  tooLong: { severity: 'error', text: 'The "{property}" of a tag can have at most {most} characters, not {count}.' },
  illegal: {
    severity: 'error',
    text: 'The "{property}" of a tag has "{character}". Use letters, digits, spaces and {allowed} only.',
  },
  reserved: { severity: 'error', text: 'Tags that start with "{prefix}" are reserved for AWS.' },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "Multiple tags contain the same key.": RegisterTaskDefinition's answer. "Maximum number of tags per resource - 50",
 * "each tag key must be unique", "Maximum key length - 128 Unicode characters in UTF-8", "Maximum value length - 256
 * Unicode characters in UTF-8", "Do not use aws:", and a pattern for both.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html
 */
export const tags = defineRule({
  id: 'task/tags',
  on: 'task-definition',
  speaksOf: ['tags'],
  messages,
  check({ taskDefinition, report }) {
    const list = taskDefinition.get('tags');
    const seen = new Set<string>();
    for (const tag of list.children) {
      const key = tag.get('key');
      checkText(key, 'key', report);
      checkText(tag.get('value'), 'value', report);
      if (key.string === undefined) {
        if (tag.kind === 'object' && key.isAbsent) {
          report({ at: key.key ?? { start: tag.start, end: tag.start + 1 }, message: 'emptyKey' });
        }
        continue;
      }
      if (key.string === '') {
        report({ at: key, message: 'emptyKey' });
      } else if (seen.has(key.string)) {
        report({ at: key, message: 'duplicate', values: { key: key.string }, fixes: [removeIt(tag)] });
      }
      seen.add(key.string);
    }
    if (list.key !== undefined && list.kind === 'array' && list.children.length > MOST) {
      report({ at: list.key, message: 'tooMany', values: { most: MOST, count: list.children.length } });
    }
  },
});

function checkText(at: Value, property: 'key' | 'value', report: Report): void {
  const text = at.string;
  if (text === undefined) {
    return;
  }
  const most = LONGEST[property];
  const count = text.length > most ? Array.from(text).length : 0;
  if (count > most) {
    report({ at, message: 'tooLong', values: { property, most, count } });
  } else if (!LEGAL.test(text) && !mayBeCompleted(text)) {
    const character = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/u.exec(text)?.[0] ?? '';
    report({ at, message: 'illegal', values: { property, character, allowed: '+ - = . _ : / @' } });
  } else if (property === 'key' && RESERVED.test(text)) {
    report({ at, message: 'reserved', values: { prefix: text.slice(0, 'aws:'.length) } });
  }
}
