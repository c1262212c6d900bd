import { sentence } from '../../../text.ts';
import { remove, set } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

const messages = {
  accessPointWithoutEncryption: { severity: 'error', text: 'An EFS access point needs {.transitEncryption}.' },
  iamWithoutEncryption: { severity: 'error', text: 'IAM authorization for EFS needs {.transitEncryption}.' },
  portWithoutEncryption: { severity: 'error', text: '{.transitEncryptionPort} needs {.transitEncryption}.' },
  rootDirectoryWithAccessPoint: {
    severity: 'error',
    text: 'An EFS access point sets the root directory: {.rootDirectory} must be "/" or left out.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "EFS IAM authorization requires TransitEncryption to be enabled", "TransitEncryptionPort requires that
 * TransitEncryption is enabled" and "When using an EFS access point, the root directory must either be set to "/" or
 * omitted": RegisterTaskDefinition's answers.
 * "If an access point is used, transit encryption must be on":
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSAuthorizationConfig.html
 */
export const efsVolume = defineRule({
  id: 'task/efs-volume',
  on: 'task-definition',
  speaksOf: ['volumes'],
  messages,
  check({ taskDefinition, report }) {
    for (const volume of taskDefinition.get('volumes').children) {
      const efs = volume.get('efsVolumeConfiguration');
      if (efs.kind !== 'object') {
        continue;
      }
      checkEncryption(efs, report);
      checkRootDirectory(efs, report);
    }
  },
});

function checkEncryption(efs: Value, report: Report): void {
  const encryption = efs.get('transitEncryption');
  if (!encryption.isAbsent && !encryption.is('DISABLED')) {
    return;
  }
  const enable: Remedy = {
    title: sentence('Set {.transitEncryption} to {0}', 'ENABLED'),
    // Where it says DISABLED, somebody may have meant that.
    safe: encryption.isAbsent,
    changes: () => [set(efs, ['transitEncryption'], 'ENABLED')],
  };
  const iam = efs.get('authorizationConfig', 'iam');
  if (iam.is('ENABLED')) {
    report({ at: iam, message: 'iamWithoutEncryption', fixes: [enable] });
  }
  const accessPoint = efs.get('authorizationConfig', 'accessPointId');
  if (isGiven(accessPoint)) {
    report({ at: accessPoint, message: 'accessPointWithoutEncryption', fixes: [enable] });
  }
  const port = efs.get('transitEncryptionPort');
  if (port.number !== undefined) {
    report({ at: port, message: 'portWithoutEncryption', fixes: [enable] });
  }
}

function checkRootDirectory(efs: Value, report: Report): void {
  const root = efs.get('rootDirectory');
  if (root.string === undefined || root.string === '/' || root.string === '') {
    return;
  }
  if (!isGiven(efs.get('authorizationConfig', 'accessPointId'))) {
    return;
  }
  report({
    at: root,
    message: 'rootDirectoryWithAccessPoint',
    fixes: [{ title: sentence('Remove {.rootDirectory}'), safe: false, changes: () => [remove(root)] }],
  });
}

/** Whether there is an access point, whatever its ID will be. */
function isGiven(accessPoint: Value): boolean {
  return typeof accessPoint.scalar === 'string' && accessPoint.scalar !== '';
}
