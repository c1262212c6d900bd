import { sentence } from '../../../text.ts';
import { cut } from '../../syntax/change.ts';
import { defineFileRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/**
 * The AWS CLI reads a file with Python's json.loads, which takes no comments: "Invalid JSON received."
 * Source: https://github.com/aws/aws-cli/blob/v2/awscli/customizations/cliinput.py
 * A policy is passed on to IAM, which takes nothing but JSON: "MalformedPolicyDocument".
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
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
    refusedByIam: {
      severity: 'warning',
      text: 'IAM refuses comments in a policy. This file has {count}.',
    },
    directive: {
      severity: 'warning',
      text: 'The AWS CLI also refuses this comment. Configure the rule in ecs-exec.config.json instead.',
    },
    directiveForIam: {
      severity: 'warning',
      text: 'IAM also refuses this comment. Configure the rule in ecs-exec.config.json instead.',
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
      const message = file.isPolicy ? 'refusedByIam' : 'refused';
      report({ at: first, message, values: { count: all.length }, fixes: [removeAll] });
    }
    const [directive] = directives;
    if (directive !== undefined) {
      report({ at: directive, message: file.isPolicy ? 'directiveForIam' : 'directive' });
    }
  },
});
