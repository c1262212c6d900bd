import { defineRule } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

/**
 * "Cannot force a new deployment on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a
 * new deployment.": UpdateService's answer. And a change of enableExecuteCommand "doesn't trigger a new service
 * deployment", so that running tasks stay as they are.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html,
 * https://github.com/aws/aws-toolkit-vscode/issues/4017
 */
export const codeDeploy = defineRule({
  id: 'service/code-deploy',
  on: 'service',
  messages: {
    forced: {
      severity: 'error',
      text: 'ECS refuses {.forceNewDeployment} here: only CodeDeploy can deploy this service.',
    },
    later: {
      severity: 'information',
      text: 'Only CodeDeploy deploys this service: tasks get ECS Exec with its next deployment.',
    },
  },
  check({ service, report }) {
    if (service.form !== 'update' || !service.value.get('deploymentController', 'type').is('CODE_DEPLOY')) {
      return;
    }
    const forced = service.value.get('forceNewDeployment');
    if (forced.is(true)) {
      report({ at: forced, message: 'forced', fixes: [removeIt(forced)] });
    }
    const exec = service.value.get('enableExecuteCommand');
    if (exec.is(true)) {
      report({ at: exec, message: 'later' });
    }
  },
});
