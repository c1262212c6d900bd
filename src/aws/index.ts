import type { Aws } from './api/aws.ts';
import { profileNames } from './configuration/configuration.ts';
import { connect } from './gateway/connect.ts';
import { regions } from './regions.ts';
import { signIns } from './sign-in/sign-in.ts';

/** AWS through its SDK. Loaded when a live view is first used. */
export const aws: Aws = { connect, listProfiles: () => profileNames(), regions, signIns };
