import { sentence, type Text } from '../../text.ts';
import type { Hover } from '../api.ts';
import type { ActionPattern } from '../documents/policy/action-pattern.ts';
import { type Action, SERVICES } from '../documents/policy/authorization.ts';
import type { Policy } from '../documents/policy/policy.ts';

const LAUNCH = sentence(
  'Starts tasks. The condition key `ecs:enable-execute-command` tells those that have ECS Exec turned on.',
);
const CHANNEL = sentence(
  'A task role needs all four actions for channels, on `*`: with them, the agent in the container answers sessions.',
);
const LOG = sentence('A task role needs it where the cluster logs sessions to CloudWatch.');
const STORE = sentence('A task role needs it where the cluster logs sessions to S3.');
const GO_ON = sentence('Users need it on their own sessions, whose names start with `ecs-execute-command-`.');

/** What an action lets one do for ECS Exec, by its name in small letters. */
const NOTES: ReadonlyMap<string, Text> = new Map([
  [
    'ecs:executecommand',
    sentence('Opens a session in a container: **as root, and with the rights of the task role**.'),
  ],
  ['ecs:describetasks', sentence('Tells whether a task is ready for ECS Exec. Users need it beside ExecuteCommand.')],
  ['ecs:runtask', LAUNCH],
  ['ecs:starttask', LAUNCH],
  ['ecs:createservice', LAUNCH],
  ['ecs:updateservice', LAUNCH],
  ['ssmmessages:createcontrolchannel', CHANNEL],
  ['ssmmessages:createdatachannel', CHANNEL],
  ['ssmmessages:opencontrolchannel', CHANNEL],
  ['ssmmessages:opendatachannel', CHANNEL],
  [
    'ssm:startsession',
    sentence('Forwards ports through a task. It also opens shells that ECS Exec does not log, and does not need.'),
  ],
  ['ssm:resumesession', GO_ON],
  ['ssm:terminatesession', GO_ON],
  ['kms:decrypt', sentence('A task role needs it where the cluster encrypts sessions with a key.')],
  ['kms:generatedatakey', sentence('Users need it where the cluster encrypts sessions with a key.')],
  ['logs:createlogstream', LOG],
  ['logs:describeloggroups', LOG],
  ['logs:describelogstreams', LOG],
  ['logs:putlogevents', LOG],
  ['s3:putobject', STORE],
  ['s3:getencryptionconfiguration', STORE],
]);

/** AWS's pages on actions, by the service. */
const PAGES: ReadonlyMap<string, string> = new Map([
  ['ecs', 'list_amazonelasticcontainerservice'],
  ['kms', 'list_awskeymanagementservice'],
  ['logs', 'list_amazoncloudwatchlogs'],
  ['s3', 'list_amazons3'],
  ['ssm', 'list_awssystemsmanager'],
  ['ssmmessages', 'list_amazonsessionmanagermessagegatewayservice'],
]);

/** So many actions of a pattern are named. */
const MOST_NAMED = 10;

/** What there is to say of the action at an offset of a policy. */
export function hoverInPolicy({ statements }: Policy, offset: number): Hover | undefined {
  const pattern = statements
    .filter(({ value: { start, end } }) => start <= offset && offset < end)
    .flatMap(({ actions }) => actions)
    .find(({ value: { start, end } }) => start <= offset && offset < end);
  const contents = pattern === undefined ? [] : [...noteOf(pattern), ...needsOf(pattern)];
  const page = PAGES.get(pattern?.service ?? '');
  if (pattern === undefined || page === undefined || contents.length === 0) {
    return undefined;
  }
  const { start, end } = pattern.value;
  const documentation = `https://docs.aws.amazon.com/service-authorization/latest/reference/${page}.html`;
  return { contents, range: { start, end }, documentation };
}

function noteOf({ text }: ActionPattern): readonly Text[] {
  const note = NOTES.get(text ?? '');
  return note === undefined ? [] : [note];
}

/** On what it acts and what it can depend on; of a pattern, which actions it is for. */
function needsOf({ actions, isPattern, service }: ActionPattern): readonly Text[] {
  const [action] = actions ?? [];
  if (actions === undefined || action === undefined) {
    return [];
  }
  return isPattern ? [namesOf(actions)] : partsOf(action, service);
}

function namesOf(actions: readonly Action[]): Text {
  const names = actions.slice(0, MOST_NAMED).map(({ name }) => name);
  const more = actions.length - names.length;
  return more > 0
    ? sentence('Actions: {0} and {1} more.', names.join(', '), more)
    : sentence('Actions: {0}.', names.join(', '));
}

function partsOf({ types, keys }: Action, service: string): readonly Text[] {
  const known = SERVICES.get(service)?.keys;
  const own = Array.from(keys, (key) => known?.get(key)?.name.replace(/\/$/, '/…') ?? []).flat();
  return [
    types.length === 0
      ? sentence('Resource: only `*`.')
      : sentence('Resource: ARNs of the types {0}.', types.join(', ')),
    ...(own.length === 0 ? [] : [sentence('Condition keys: {0}.', own.sort().join(', '))]),
  ];
}
