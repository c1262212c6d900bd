import { invalidParameter, serverError } from './common.ts';
import { names } from './explanation.ts';

/** What Amazon EC2 documents (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html). */
export const EC2 = names(
  [['InternalError', 'Unavailable'], serverError],
  [
    [
      'InvalidFilter',
      'InvalidParameter',
      'InvalidParameterCombination',
      'InvalidParameterValue',
      'InvalidVpcID.NotFound',
      'MissingParameter',
      'UnknownParameter',
    ],
    invalidParameter,
  ],
);
