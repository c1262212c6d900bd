import type { MistakeKind } from '../../syntax/value.ts';
import { defineFileRule } from '../define-rule.ts';

/**
 * "Error parsing parameter 'cli-input-json': Invalid JSON received." is all that the AWS CLI says of a file that is not
 * JSON: https://github.com/aws/aws-cli/blob/v2/awscli/customizations/cliinput.py
 * AWS's GitHub Action takes more, as it reads the file as YAML, but nothing that lacks a comma, a quote or a bracket:
 * https://github.com/aws-actions/amazon-ecs-deploy-task-definition/blob/master/index.js
 */
export const notJson = defineFileRule({
  id: 'task/not-json',
  on: 'file',
  messages: {
    missingComma: {
      severity: 'error',
      text: 'A comma is missing before this, so the file is not JSON, and AWS refuses it.',
    },
    openString: {
      severity: 'error',
      text: 'This string does not end on its line, so the file is not JSON, and AWS refuses it.',
    },
    endsEarly: {
      severity: 'error',
      text: 'The file ends here, before all its brackets are closed, so it is not JSON, and AWS refuses it.',
    },
    invalid: {
      severity: 'error',
      text: 'JSON does not allow this here, so AWS refuses the file. Other findings may be missing.',
    },
    space: {
      severity: 'error',
      text: 'This looks like a space and is another character, so the file is not JSON. Replace it with a space.',
    },
    hashComment: {
      severity: 'warning',
      text: 'The AWS CLI refuses comments, and JSON does not have "#" at all. Remove it.',
    },
  },
  check({ file, report }) {
    const { mistake } = file;
    if (mistake !== undefined) {
      report({ at: mistake, message: MESSAGES[mistake.kind] });
    }
  },
});

const MESSAGES = {
  comma: 'missingComma',
  string: 'openString',
  end: 'endsEarly',
  hashComment: 'hashComment',
  space: 'space',
  other: 'invalid',
} as const satisfies Readonly<Record<MistakeKind, string>>;
