import type { Finding } from '../../language/api.ts';
import { sentence, type Text } from '../../text.ts';
import { couldNotTell, judged, taskIsGone } from '../judging/judgement.ts';
import { definitionOf, execFindings, withOverrides } from '../judging/live-definition.ts';
import type { Check, Evidence } from '../model/check.ts';

/** The check of the role knows more than the text does: overrides, and the role of the instance. */
const ELSEWHERE = ['exec/task-role'];
/** The key in the environment may allow what ECS Exec needs. */
const PERHAPS = ['exec/credentials-in-environment'];
/** Advice to whoever edits, which AWS's own words say exec does not work without. */
const WARNS = ['exec/nano-server'];

/** Judges the live task definition by the same rules that check it in the editor; its findings are their own words. */
export const taskDefinition: Check<'task' | 'taskDefinition'> = {
  id: 'task-definition',
  title: sentence('Task definition'),
  needs: ['task', 'taskDefinition'],
  judge({ task: fact, taskDefinition: definition }, place) {
    if (definition.state === 'unknown') {
      return couldNotTell(fact.state === 'unknown' ? [definition, fact] : [definition]);
    }
    if (fact.state === 'unknown') {
      return couldNotTell([fact]);
    }
    const task = fact.value;
    if (task === undefined) {
      return taskIsGone();
    }
    const name = definitionOf(definition.value);
    const atRunTime = new Set(execFindings(withOverrides(definition.value, task), task, place.container).map(keyOf));
    // What an override has put right is right.
    const findings = execFindings(definition.value, task, place.container).filter(
      (finding) => !ELSEWHERE.includes(finding.rule) && atRunTime.has(keyOf(finding)),
    );
    const shown: readonly Evidence[] = findings.map(({ rule, message }) => ({
      label: sentence('Rule {0}', rule),
      value: message,
    }));
    const serious = [...findings.filter(fails), ...findings.filter(warns)];
    const [worst] = serious;
    if (worst === undefined) {
      return judged('pass', sentence('No rule on ECS Exec objects to task definition {0}.', name), { evidence: shown });
    }
    return judged(fails(worst) ? 'fail' : 'warn', sentenceOf(worst, name), {
      mayFail: true,
      evidence: shown,
      mends: [...new Set(serious.map(({ rule }) => rule))].map((rule) => ({
        kind: 'task-definition',
        definition: name,
        rule,
      })),
    });
  },
};

/** A message is made for the text it stands beside: here, it needs the name of its task definition. */
function sentenceOf({ message }: Finding, definition: string): Text {
  return sentence('Task definition {0}: {1}', definition, message);
}

function keyOf({ rule, messageId }: Finding): string {
  return `${rule} ${messageId}`;
}

function fails({ rule, severity }: Finding): boolean {
  return severity !== 'information' && !PERHAPS.includes(rule);
}

function warns({ rule, severity }: Finding): boolean {
  return severity === 'information' ? WARNS.includes(rule) : PERHAPS.includes(rule);
}
