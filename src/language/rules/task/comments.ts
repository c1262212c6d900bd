import { sentence } from '../../../text.ts';
import { cut } from '../../syntax/change.ts';
import { defineFileRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/**
 * The AWS CLI reads a file with Python's json.loads, which takes no comments: "Invalid JSON received."
 * Source: https://github.com/aws/aws-cli/blob/v2/awscli/customizations/cliinput.py
 * AWS's GitHub Action reads it as YAML, where `//` begins no comment, but the name of the next property:
 * https://github.com/aws-actions/amazon-ecs-deploy-task-definition/blob/master/index.js
 */
export const comments = defineFileRule({
  id: 'task/comments',
  on: 'file',
  messages: {
    refused: {
      severity: 'warning',
      text: 'The AWS CLI refuses comments. This file has {count}.',
    },
    directive: {
      severity: 'warning',
      text: 'The AWS CLI also refuses this comment. Configure the rule in ecs-exec.config.json instead.',
    },
  },
  check({ file, report }) {
    const { root } = file;
    const { all, directives } = file.comments;
    const [first] = all;
    if (root !== undefined && first !== undefined) {
      const removeAll: Remedy = {
        title: sentence('Remove all comments'),
        safe: true,
        changes: () => [cut(root, all)],
      };
      report({ at: first, message: 'refused', values: { count: all.length }, fixes: [removeAll] });
    }
    const [directive] = directives;
    if (directive !== undefined) {
      report({ at: directive, message: 'directive' });
    }
  },
});
