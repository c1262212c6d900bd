import { initProcess } from './exec/init-process.ts';
import { networkMode } from './exec/network-mode.ts';
import { readonlyRootFilesystem } from './exec/readonly-root-filesystem.ts';
import type { Rule } from './rule.ts';

/** All rules. */
export const RULES: readonly Rule[] = [initProcess, networkMode, readonlyRootFilesystem];
