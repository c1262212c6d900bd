import { execConfigurationOf } from '../../live/exec-configuration.ts';
import { sentence } from '../../text.ts';
import { couldNotTell, evidence, judged } from '../judging/judgement.ts';
import type { Check } from '../model/check.ts';

/**
 * The agent records a session with `script` and `cat` of the image, which nobody sees from outside: a note, no more.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-logging.html,
 * https://github.com/aws/amazon-ssm-agent/issues/653
 */
export const imageCanLog: Check<'cluster' | 'taskDefinition'> = {
  id: 'image-can-log',
  title: sentence('Programs for session logs'),
  needs: ['cluster', 'taskDefinition'],
  judge({ cluster, taskDefinition }, { container }) {
    if (cluster.state === 'unknown') {
      return couldNotTell([cluster]);
    }
    // Left out, it is DEFAULT (API reference, ExecuteCommandConfiguration).
    const { logging = 'DEFAULT' } = execConfigurationOf(cluster.value);
    if (logging === 'NONE') {
      return judged('not-needed', sentence('The cluster does not log its sessions.'));
    }
    if (logging === 'DEFAULT') {
      if (taskDefinition.state === 'unknown') {
        return couldNotTell([taskDefinition]);
      }
      const defined = taskDefinition.value.containerDefinitions?.find(({ name }) => name === container);
      if (defined?.logConfiguration?.logDriver !== 'awslogs') {
        return judged(
          'not-needed',
          sentence('Container "{0}" does not use the log driver awslogs, so its sessions are not logged.', container),
        );
      }
    }
    return judged(
      'pass',
      sentence('Sessions are logged only if the image of container "{0}" has script and cat.', container),
      { evidence: evidence(sentence('Logging of the cluster'), logging) },
    );
  },
};
