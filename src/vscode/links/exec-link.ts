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
const CLUSTER_ARN = /^arn:aws[a-z-]{0,20}:ecs:([a-z\d-]{1,30}):\d{12}:cluster\/[\w-]{1,255}$/;
const TASK = /^[\w-]{1,255}(?::\d{1,10})?$/;
/** As `eu-central-1`, `us-gov-west-1` and `us-isob-east-1` are: it becomes a part of a host's name. */
const REGION = /^[a-z]{2,5}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/;

const FORMS: Readonly<Record<keyof ExecLink, (value: string) => boolean>> = {
  cluster: (value) => NAME.test(value) || CLUSTER_ARN.test(value),
  service: (value) => NAME.test(value),
  task: (value) => TASK.test(value),
  container: (value) => NAME.test(value),
  region: (value) => REGION.test(value),
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
  const home = CLUSTER_ARN.exec(cluster)?.[1];
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
