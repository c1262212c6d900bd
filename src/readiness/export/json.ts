import { escapeJson } from '../../sanitize.ts';
import type { Judged, Report } from '../model/report.ts';
import { wordsOf } from './mend-words.ts';
import { first, hasRoom, plain } from './plain.ts';

/** A report for programs, in English: what it has in its first version stays there in later ones. */
export function toJson(report: Report): string {
  const { place, verdict, at, calls, checks, paths } = report;
  const json = {
    version: 1,
    verdict,
    sentence: plain(report.sentence),
    cluster: plain(place.clusterArn),
    task: plain(place.taskArn),
    container: plain(place.container),
    region: plain(place.region),
    at: at.toISOString(),
    calls,
    checks: checks.map(checkOf),
    paths: paths.map(({ service, state, sentence, hops }) => ({
      service,
      state,
      sentence: plain(sentence),
      hops: first(hops).map((hop) => ({
        kind: hop.kind,
        name: plain(hop.name),
        state: hop.state,
        remark: plain(hop.remark),
      })),
    })),
  };
  return escapeJson(JSON.stringify(json, undefined, 2));
}

function checkOf({ id, title, state, sentence, evidence, permissions, mends }: Judged): object {
  return {
    id,
    title: plain(title),
    state,
    sentence: plain(sentence),
    evidence: first(evidence).map(({ label, value }) => ({ label: plain(label), value: plain(value) })),
    permissions: first(permissions).map((permission) => plain(permission)),
    fixes: first(mends).flatMap((mend) => {
      const found = wordsOf(mend);
      return found === undefined
        ? []
        : [{ kind: mend.kind, words: plain(found.words), texts: first(found.texts).filter(hasRoom) }];
    }),
  };
}
