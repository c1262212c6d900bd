import { CHECK_IDS, type CheckId, type Judgement } from '../../../src/readiness/model/check.ts';
import type { Report } from '../../../src/readiness/model/report.ts';
import { sentence } from '../../../src/text.ts';

export const CLUSTER = 'arn:aws:ecs:eu-central-1:123456789012:cluster/shop';
export const TASK = 'arn:aws:ecs:eu-central-1:123456789012:task/shop/0123456789abcdef0123456789abcdef';

/** A report in which all passes, but for what is given. */
export function report(
  judged: Partial<Record<CheckId, Partial<Judgement>>> = {},
  others: Partial<Report> = {},
): Report {
  const checks = CHECK_IDS.map((id) => ({
    id,
    title: sentence('About {0}', id),
    state: 'pass' as const,
    sentence: sentence('All is well with {0}.', id),
    evidence: [],
    mends: [],
    permissions: [],
    ...judged[id],
  }));
  const first = checks.find(({ state }) => state === 'fail');
  return {
    place: { clusterArn: CLUSTER, taskArn: TASK, container: 'web', region: 'eu-central-1' },
    verdict: first === undefined ? 'ready' : 'not-ready',
    sentence: first?.sentence ?? sentence('Nothing that stands in the way was found.'),
    checks,
    paths: [],
    at: new Date('2026-11-30T12:00:00Z'),
    calls: 18,
    ...others,
  };
}
