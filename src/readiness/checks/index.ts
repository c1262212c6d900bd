import type { Check } from '../model/check.ts';
import { execAgent } from './exec-agent.ts';
import { execEnabled } from './exec-enabled.ts';
import { platform } from './platform.ts';
import { taskRunning } from './task-running.ts';

/** All checks, in the order of `CHECK_IDS`. */
export const checks: readonly Check[] = [taskRunning, execEnabled, execAgent, platform];
