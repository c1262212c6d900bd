import { sentence } from '../../../text.ts';
import { cut } from '../../syntax/change.ts';
import { defineFileRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/**
 * The AWS CLI reads a file with Python's json.loads, which takes no comma after the last of a list: "Invalid JSON
 * received." Source: https://github.com/aws/aws-cli/blob/v2/awscli/customizations/cliinput.py
 * A policy is passed on to IAM, which takes nothing but JSON: "MalformedPolicyDocument".
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const trailingComma = defineFileRule({
  id: 'task/trailing-comma',
  on: 'file',
  messages: {
    refused: {
      severity: 'warning',
      text: 'The AWS CLI refuses a comma after the last property or element. This file has {count}.',
    },
    refusedByIam: {
      severity: 'warning',
      text: 'IAM refuses a comma after the last property or element of a policy. This file has {count}.',
    },
  },
  check({ file, report }) {
    const { root, trailingCommas } = file;
    const [first] = trailingCommas;
    if (root === undefined || first === undefined) {
      return;
    }
    const removeAll: Remedy = {
      title: sentence('Remove all trailing commas'),
      safe: true,
      changes: () => [cut(root, trailingCommas)],
    };
    const message = file.isPolicy ? 'refusedByIam' : 'refused';
    report({ at: first, message, values: { count: trailingCommas.length }, fixes: [removeAll] });
  },
});
