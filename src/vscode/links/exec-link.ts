import { isRegion, regionOfCluster } from '../../arn.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';

/** What a link may say: where to open a shell, and nothing of how, as whom, or what to run. */
export interface ExecLink {
  /** Name or ARN. */
  readonly cluster: string;
  readonly service: string | undefined;
  /** In place of a service: the id of a task, or the family of its definition, with or without a revision. */
  readonly task: string | undefined;
  readonly container: string | undefined;
  readonly region: string | undefined;
}

/** Characters of a link's query. */
const LONGEST_QUERY = 1_000;
/** Letters, digits, hyphens and underscores. Source: AmazonECS API reference, CreateCluster, CreateService, Task. */
const NAME = /^[\w-]{1,255}$/;
const TASK = /^[\w-]{1,255}(?::\d{1,10})?$/;

const FORMS: Readonly<Record<keyof ExecLink, (value: string) => boolean>> = {
  cluster: (value) => NAME.test(value) || regionOfCluster(value) !== undefined,
  service: (value) => NAME.test(value),
  task: (value) => TASK.test(value),
  container: (value) => NAME.test(value),
  region: isRegion,
};

/**
 * Reads `/exec?cluster=…&service=…|task=…&container=…&region=…`. Anybody can write a link: one that is not wholly
 * understood is refused. Throws a `Problem`.
 */
export function readExecLink(path: string, query: string): ExecLink {
  if (path !== '/exec' || query.length > LONGEST_QUERY) {
    throw refused(sentence('it does not say what to open'));
  }
  const values: Partial<Record<keyof ExecLink, string>> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    if (!isKnown(name)) {
      throw refused(sentence('it must not contain "{0}"', name));
    }
    if (values[name] !== undefined) {
      throw refused(sentence('it has "{0}" twice', name));
    }
    if (!FORMS[name](value)) {
      throw refused(sentence('"{0}" is not valid for "{1}"', value, name));
    }
    values[name] = value;
  }
  const { cluster, service, task, container, region } = values;
  if (cluster === undefined) {
    throw refused(sentence('it must contain "{0}"', 'cluster'));
  }
  if ((service === undefined) === (task === undefined)) {
    throw refused(sentence('it must contain either "{0}" or "{1}"', 'service', 'task'));
  }
  const home = regionOfCluster(cluster);
  if (home !== undefined && region !== undefined && home !== region) {
    throw refused(sentence('its cluster is in {0}, not in {1}', home, region));
  }
  return { cluster, service, task, container, region: region ?? home };
}

function isKnown(name: string): name is keyof ExecLink {
  return Object.hasOwn(FORMS, name);
}

function refused(why: ReturnType<typeof sentence>): Problem {
  return new Problem(
    'bad-link',
    sentence('The link was not opened: {0}.', why),
    sentence('Ask whoever wrote it for another one.'),
  );
}
