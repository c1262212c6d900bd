import { sentence } from '../../../text.ts';
import type { Range } from '../../api.ts';
import { remove } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { nameOf } from '../name-of.ts';
import type { Remedy } from '../rule.ts';

const messages = {
  null: { severity: 'information', text: 'The AWS CLI refuses null. Leave "{property}" out if it is not set.' },
  nullElement: { severity: 'information', text: 'The AWS CLI refuses null. Remove it from the list "{property}".' },
  nulls: {
    severity: 'information',
    text: 'This task definition has {nulls} values that are null. The AWS CLI refuses null: leave out what is not set.',
  },
  output: {
    severity: 'information',
    text: 'Only ECS sets "{property}". The AWS CLI refuses to register a task definition with it.',
  },
  outputs: {
    severity: 'information',
    text: 'This task definition has {outputs} properties that only ECS sets. The AWS CLI refuses to register them.',
  },
  both: {
    severity: 'information',
    text: 'The AWS CLI refuses null (here: {nulls}), and properties that only ECS sets (here: {outputs}).',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * What `describe-task-definition` and the console print, and `register-task-definition` refuses: "Invalid type for
 * parameter containerDefinitions[0].logConfiguration, value: None, type: <class 'NoneType'>" and "Unknown parameter in
 * input: "registeredAt", must be one of: family, …". AWS's GitHub Action removes both, of the latter it says "This
 * field can be safely removed", and other tools leave them out, too: so this is one remark, and not in the way.
 * Source: https://github.com/aws-samples/aws-containers-task-definitions/pull/3,
 * https://github.com/aws-actions/amazon-ecs-deploy-task-definition/blob/master/index.js
 */
export const leftovers = defineRule({
  id: 'task/leftovers',
  on: 'task-definition',
  messages,
  check({ taskDefinition, report }) {
    const { deviations, isDescribed, origin } = taskDefinition;
    // In a template, null says something else. What ECS has described is not registered.
    const nulls = origin === 'input' ? deviations.nulls : [];
    const outputs = isDescribed ? [] : deviations.readOnly;
    if (nulls.length > 0 || outputs.length > 0) {
      reportAll(nulls, outputs, report);
    }
  },
});

function reportAll(nulls: readonly Value[], outputs: readonly Value[], report: Report): void {
  const all = [...nulls, ...outputs].sort((a, b) => a.start - b.start);
  const [first] = all;
  if (first === undefined) {
    return;
  }
  const found = { at: placeOf(first), unnecessary: all.map(extentOf), fixes: [removal(all)] };
  if (nulls.length > 0 && outputs.length > 0) {
    report({ ...found, message: 'both', values: { nulls: nulls.length, outputs: outputs.length } });
  } else if (nulls.length > 1) {
    report({ ...found, message: 'nulls', values: { nulls: nulls.length } });
  } else if (outputs.length > 1) {
    report({ ...found, message: 'outputs', values: { outputs: outputs.length } });
  } else {
    const message = outputs.length > 0 ? 'output' : first.key === undefined ? 'nullElement' : 'null';
    report({ ...found, message, values: { property: nameOf(first) } });
  }
}

function removal(all: readonly Value[]): Remedy {
  const title = all.length === 1 ? sentence('Remove it') : sentence('Remove all {0} of them', all.length);
  return { title, safe: true, changes: () => all.map(remove) };
}

/** A null itself, or the name of a property whatever its value. */
function placeOf(value: Value): Range {
  return value.kind === 'null' ? value : (value.key ?? value);
}

/** A property with its name. */
function extentOf({ key, start, end }: Value): Range {
  return { start: key?.start ?? start, end };
}
