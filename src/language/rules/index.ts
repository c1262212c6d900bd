import { credentialsInEnvironment } from './exec/credentials-in-environment.ts';
import { initProcess } from './exec/init-process.ts';
import { nanoServer } from './exec/nano-server.ts';
import { networkMode } from './exec/network-mode.ts';
import { pidMode } from './exec/pid-mode.ts';
import { proxyBypass } from './exec/proxy-bypass.ts';
import { readonlyRootFilesystem } from './exec/readonly-root-filesystem.ts';
import { restartPolicy } from './exec/restart-policy.ts';
import { taskRole } from './exec/task-role.ts';
import type { Rule } from './rule.ts';

/** All rules. */
export const RULES: readonly Rule[] = [
  credentialsInEnvironment,
  initProcess,
  nanoServer,
  networkMode,
  pidMode,
  proxyBypass,
  readonlyRootFilesystem,
  restartPolicy,
  taskRole,
];
