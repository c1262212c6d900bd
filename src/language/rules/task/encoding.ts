import { sentence } from '../../../text.ts';
import { cut } from '../../syntax/change.ts';
import { defineFileRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/**
 * "By default, Windows PowerShell outputs text as UTF-16, which conflicts with the UTF-8 encoding used by JSON files
 * and many Linux systems." https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 * The AWS CLI says of UTF-16 that "text contents could not be decoded"
 * (https://github.com/aws/aws-cli/blob/v2/awscli/paramfile.py); of a byte order mark, that it is "Invalid JSON", because
 * Python's json.loads refuses one (https://docs.python.org/3/library/json.html#character-encodings).
 */
export const encoding = defineFileRule({
  id: 'task/encoding',
  on: 'file',
  messages: {
    byteOrderMark: {
      severity: 'warning',
      text: 'The AWS CLI refuses this file, because it begins with a byte order mark.',
    },
    utf16: {
      severity: 'warning',
      text: 'The AWS CLI refuses this file, because it is in UTF-16. Save it in UTF-8.',
    },
  },
  check({ file, report }) {
    const { root, byteOrderMark } = file;
    if (root === undefined || byteOrderMark === undefined) {
      return;
    }
    const { isUtf16 } = byteOrderMark;
    const toUtf8: Remedy = {
      title: isUtf16 ? sentence('Save the file in UTF-8') : sentence('Remove the byte order mark'),
      safe: true,
      // A text without a mark is written in UTF-8.
      changes: () => [cut(root, [byteOrderMark])],
    };
    report({
      // The mark itself cannot be seen.
      at: { start: root.start, end: root.start + 1 },
      message: isUtf16 ? 'utf16' : 'byteOrderMark',
      fixes: [toUtf8],
    });
  },
});
