import { lastPart } from '../../arn.ts';
import type { Connection } from '../../aws/api/connection.ts';
import { localize } from '../words.ts';

/** In which cluster, and as whom, something is changed: the last line of every question before a change. */
export function whereInWords(clusterArn: string, { profile, region }: Connection): string {
  const account = clusterArn.split(':')[4] ?? '';
  return localize(
    'Cluster "{0}" in {1}, account {2}, profile "{3}".',
    lastPart(clusterArn),
    region,
    account === '' ? '?' : account,
    profile,
  );
}
