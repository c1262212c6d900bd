import type { Check } from '../model/check.ts';
import { callerChannel } from './caller-channel.ts';
import { callerExec } from './caller-exec.ts';
import { cloudWatchLog } from './cloudwatch-log.ts';
import { deploymentUnderWay } from './deployment-under-way.ts';
import { execAgent } from './exec-agent.ts';
import { execEnabled } from './exec-enabled.ts';
import { imageCanLog } from './image-can-log.ts';
import { kmsKey } from './kms-key.ts';
import { networkPath } from './network-path.ts';
import { platform } from './platform.ts';
import { rolePermissions } from './role-permissions.ts';
import { roleTrust } from './role-trust.ts';
import { runtimeEnvironment } from './runtime-environment.ts';
import { s3Log } from './s3-log.ts';
import { sessionsLeft } from './sessions-left.ts';
import { taskDefinition } from './task-definition.ts';
import { taskRole } from './task-role.ts';
import { taskRunning } from './task-running.ts';

/** All checks, in the order of `CHECK_IDS`. */
export const checks: readonly Check[] = [
  taskRunning,
  execEnabled,
  execAgent,
  platform,
  taskDefinition,
  taskRole,
  roleTrust,
  rolePermissions,
  networkPath,
  kmsKey,
  cloudWatchLog,
  s3Log,
  imageCanLog,
  callerExec,
  callerChannel,
  sessionsLeft,
  deploymentUnderWay,
  runtimeEnvironment,
];
