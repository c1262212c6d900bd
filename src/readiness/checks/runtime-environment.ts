import { sentence } from '../../text.ts';
import { couldNotTell, evidence, judged, listed, taskIsGone } from '../judging/judgement.ts';
import { execFindings, withOverrides } from '../judging/live-definition.ts';
import { idOf } from '../judging/live-task.ts';
import type { Check } from '../model/check.ts';

/** Those rules that look at the environment. */
const RULES = ['exec/credentials-in-environment', 'exec/proxy-bypass'];

/**
 * The environment that whoever started the task gave to it, by the rules that judge that of the task definition. Names
 * of variables are shown, and never their values.
 */
export const runtimeEnvironment: Check<'task' | 'taskDefinition'> = {
  id: 'runtime-environment',
  title: sentence('Environment variables'),
  needs: ['task', 'taskDefinition'],
  judge({ task: fact, taskDefinition }, place) {
    if (fact.state === 'unknown') {
      return couldNotTell([fact]);
    }
    const task = fact.value;
    if (task === undefined) {
      return taskIsGone();
    }
    const names = (task.overrides?.containerOverrides ?? [])
      .filter(({ name }) => name === place.container)
      .flatMap(({ environment }) => environment?.flatMap(({ name }) => name ?? []) ?? []);
    const id = idOf(place);
    if (names.length === 0) {
      return judged('not-needed', sentence('Task {0} was started without variables for "{1}".', id, place.container));
    }
    if (taskDefinition.state === 'unknown') {
      return couldNotTell([taskDefinition]);
    }
    const [before, after] = [taskDefinition.value, withOverrides(taskDefinition.value, task)].map((definition) =>
      execFindings(definition, task, place.container).filter(({ rule }) => RULES.includes(rule)),
    );
    const known = new Set(before?.map(({ rule }) => rule));
    const [finding, ...others] = (after ?? []).filter(({ rule }) => !known.has(rule));
    const shown = evidence(sentence('Variables of the task'), listed(names));
    if (finding === undefined) {
      return judged('pass', sentence('The variables that task {0} was started with do not disturb exec.', id), {
        evidence: shown,
      });
    }
    return judged(
      finding.rule === 'exec/proxy-bypass' ? 'fail' : 'warn',
      sentence('Task {0} was started so: {1}', id, finding.message),
      {
        mayFail: true,
        evidence: [
          ...shown,
          ...[finding, ...others].map(({ rule, message }) => ({ label: sentence('Rule {0}', rule), value: message })),
        ],
      },
    );
  },
};
