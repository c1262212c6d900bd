import { Spelling } from '../../documents/closest.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

/** Those that AWS lists, and the newer ones of Linux that managed instances allow. */
const CAPABILITIES = [
  'ALL',
  'AUDIT_CONTROL',
  'AUDIT_READ',
  'AUDIT_WRITE',
  'BLOCK_SUSPEND',
  'BPF',
  'CHECKPOINT_RESTORE',
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'IPC_LOCK',
  'IPC_OWNER',
  'KILL',
  'LEASE',
  'LINUX_IMMUTABLE',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'MKNOD',
  'NET_ADMIN',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_RAW',
  'PERFMON',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYSLOG',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_CHROOT',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_PACCT',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'WAKE_ALARM',
];

const messages = {
  refusedOnFargate: {
    severity: 'error',
    text: 'Fargate does not allow the capability "{capability}", only "SYS_PTRACE".',
  },
  mistyped: { severity: 'warning', text: 'ECS does not know the capability "{capability}". Did you mean "{meant}"?' },
  unknown: { severity: 'warning', text: 'ECS does not know the capability "{capability}".' },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "NET_ADMIN is not allowed on Fargate": RegisterTaskDefinition's answer. "Tasks launched on Fargate only support
 * adding the SYS_PTRACE kernel capability."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html
 */
export const capabilities = defineRule({
  id: 'task/capabilities',
  on: 'task-definition',
  speaksOf: ['linuxParameters'],
  messages,
  check({ taskDefinition, platform, report }) {
    const spelling = new Spelling();
    for (const container of taskDefinition.containers) {
      const lists = container.get('linuxParameters', 'capabilities');
      if (lists.kind !== 'object') {
        continue;
      }
      for (const capability of lists.get('add').children) {
        if (!checkName(capability, spelling, report) || !platform.isOnFargate || capability.is('SYS_PTRACE')) {
          continue;
        }
        report({
          at: capability,
          message: 'refusedOnFargate',
          values: { capability: capability.string ?? '' },
          fixes: [removeIt(capability)],
        });
      }
      for (const capability of lists.get('drop').children) {
        checkName(capability, spelling, report);
      }
    }
  },
});

/** Whether it is one that is known. */
function checkName(value: Value, spelling: Spelling, report: Report): boolean {
  const name = value.string;
  if (name === undefined) {
    return false;
  }
  if (CAPABILITIES.includes(name)) {
    return true;
  }
  // Linux and Docker write CAP_NET_ADMIN; ECS does not.
  const near = spelling.meant(name.replace(/^CAP_/i, ''), CAPABILITIES);
  if (near === undefined) {
    report({ at: value, message: 'unknown', values: { capability: name } });
  } else {
    report({
      at: value,
      message: 'mistyped',
      values: { capability: name, meant: near },
      fixes: [changeTo(value, near)],
    });
  }
  return false;
}
