import { defineRule } from '../define-rule.ts';

/** Of the kernel's parameters, those that each container can have of its own. */
const NAMESPACED = /^(?:net\.|fs\.mqueue\.|kernel\.(?:msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)$)/;

/**
 * "Only namespaced Sysctls that exist within the container […] are accepted." "For tasks that use the host network
 * mode, the network namespace systemControls aren't supported."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html
 */
export const systemControls = defineRule({
  id: 'task/system-controls',
  on: 'task-definition',
  speaksOf: ['systemControls'],
  messages: {
    notNamespaced: {
      severity: 'warning',
      text: 'ECS can set parameters of the network and of IPC for container "{container}", but not "{parameter}".',
    },
    ofHostNetwork: {
      severity: 'warning',
      text: 'Container "{container}" cannot have its own "{parameter}" in network mode "host".',
    },
  },
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      for (const control of container.get('systemControls').children) {
        const namespace = control.get('namespace');
        const name = namespace.string;
        if (name === undefined) {
          continue;
        }
        const values = { container: container.label, parameter: name };
        if (!NAMESPACED.test(name)) {
          report({ at: namespace, message: 'notNamespaced', values });
        } else if (name.startsWith('net.') && taskDefinition.get('networkMode').is('host')) {
          report({ at: namespace, message: 'ofHostNetwork', values });
        }
      }
    }
  },
});
