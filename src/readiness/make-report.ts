import type { Gateway } from '../aws/api/gateway.ts';
import type { Timing } from '../aws/api/timing.ts';
import { execConfigurationOf } from '../live/exec-configuration.ts';
import { sentence, type Text } from '../text.ts';
import { checks } from './checks/index.ts';
import { Asking } from './gather/asking.ts';
import { factsOf, type LazyFacts, lazyFacts } from './gather/gather.ts';
import type { Memory } from './gather/memory.ts';
import type { CheckId } from './model/check.ts';
import type { Facts, Place } from './model/facts.ts';
import type { NetworkPath } from './model/network-path.ts';
import type { Judged, Progress, Report } from './model/report.ts';
import { neededServices, networkPath } from './network/index.ts';

export interface ReportOptions {
  /** What earlier reports have found out. */
  readonly memory: Memory;
  readonly signal?: AbortSignal | undefined;
  /** Hears how far it is: at the start, and whenever a check is judged. */
  readonly hear?: (progress: Progress) => void;
  readonly timing?: Timing;
  readonly now?: () => Date;
}

/** This computer's. */
const systemTiming: Timing = {
  now: () => performance.now(),
  after: (delay, call) => {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  },
};

/** Without these, nobody can say that exec works: the others warn, or are about what comes later. */
const ESSENTIAL: ReadonlySet<CheckId> = new Set<CheckId>([
  'task-running',
  'exec-enabled',
  'exec-agent',
  'platform',
  'task-role',
  'role-permissions',
  'network-path',
  'kms-key',
  'caller-exec',
  'caller-channel',
]);

/**
 * Asks AWS about a container, and judges what it says. AWS is only read. Rejects with a `Problem` where it cannot be
 * asked at all, as with credentials that have expired, and with the signal's reason.
 */
export async function makeReport(
  place: Place,
  gateway: Gateway,
  { memory, signal, hear = () => undefined, timing = systemTiming, now = () => new Date() }: ReportOptions,
): Promise<Report> {
  signal?.throwIfAborted();
  const at = now();
  using asking = new Asking({ gateway, memory, signal, timing });
  const lazy = lazyFacts(place, gateway, asking, at);
  const judged = await judgeAll(place, lazy, hear);
  const facts = await factsOf(['task', 'cluster', 'network'], lazy);
  if (facts.task.state === 'unknown' && asking.hindrance !== undefined) {
    throw asking.hindrance;
  }
  return { place, ...verdictOf(judged, place), checks: judged, paths: pathsOf(facts), at, calls: asking.calls };
}

/** Judges each check as soon as what it needs is there. All is asked for at once. */
async function judgeAll(place: Place, lazy: LazyFacts, hear: (progress: Progress) => void): Promise<readonly Judged[]> {
  const states = new Map<CheckId, Judged['state']>();
  const tell = (): void => hear(checks.map(({ id, title }) => ({ id, title, state: states.get(id) })));
  tell();
  return Promise.all(
    checks.map(async (check): Promise<Judged> => {
      const facts = await factsOf(check.needs, lazy);
      const judgement = check.judge(facts, place);
      states.set(check.id, judgement.state);
      tell();
      return { id: check.id, title: check.title, ...judgement };
    }),
  );
}

function verdictOf(judged: readonly Judged[], { container }: Place): Pick<Report, 'verdict' | 'sentence'> {
  const failure = judged.find(({ state }) => state === 'fail');
  if (failure !== undefined) {
    return { verdict: 'not-ready', sentence: failure.sentence };
  }
  const warnings = judged.filter(({ state }) => state === 'warn');
  const doubt = warnings.find(({ mayFail }) => mayFail === true);
  if (doubt !== undefined) {
    return { verdict: 'could-not-tell', sentence: sentence('Exec may fail. {0}', doubt.sentence) };
  }
  const missing = judged.filter(({ id, state }) => state === 'unknown' && ESSENTIAL.has(id)).length;
  if (missing > 0) {
    return { verdict: 'could-not-tell', sentence: withoutAnswer(container, missing) };
  }
  return {
    verdict: 'ready',
    sentence: warnings[0]?.sentence ?? sentence('Container "{0}" is ready for exec, as far as AWS tells.', container),
  };
}

function withoutAnswer(container: string, checks: number): Text {
  return checks === 1
    ? sentence('Nothing is known to be wrong with container "{0}", but one check has no answer.', container)
    : sentence('Nothing is known to be wrong with container "{0}", but {1} checks have no answer.', container, checks);
}

/** The ways to the services that a session needs, that of the agent first. */
function pathsOf({ network, cluster }: Facts<'network' | 'cluster'>): readonly NetworkPath[] {
  if (network.state === 'unknown') {
    return [];
  }
  const exec = cluster.state === 'known' ? execConfigurationOf(cluster.value) : {};
  return neededServices(exec).map((service) => networkPath(network.value, service));
}
