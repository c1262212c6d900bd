import type { Aws } from './api.ts';
import { connect, listProfiles } from './connect.ts';
import { regions } from './regions.ts';

/** AWS through its SDK. Loaded when a live view is first used. */
export const aws: Aws = { connect, listProfiles, regions };
