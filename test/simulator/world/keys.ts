import { randomBytes } from 'node:crypto';
import type { PolicyDocument } from '../iam/document.ts';
import type { Place } from './arn.ts';
import { uuid } from './identity.ts';
import type { KeyScenario, Scenario } from './scenario.ts';

/** A symmetric key of AWS KMS. A test may change it, or take it out of the world. */
export interface WorldKey {
  readonly id: string;
  readonly arn: string;
  /** With its `alias/`. */
  readonly alias: string | undefined;
  enabled: boolean;
  /** When it is deleted; undefined where nobody wants that. */
  deletionDate: Date | undefined;
  /** `SIGN_VERIFY` encrypts nothing. */
  readonly usage: 'ENCRYPT_DECRYPT' | 'SIGN_VERIFY';
  /** Text of its policy. */
  policy: string;
  /** What it encrypts with; KMS never hands it out. */
  readonly material: Buffer;
}

/** What a world has of KMS. */
export interface Keys extends Place {
  /** By id. */
  readonly keys: ReadonlyMap<string, WorldKey>;
}

/** What a caller may name a key by. */
export type KeyName =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'alias'; readonly alias: string }
  /** Neither an id nor an alias, nor the ARN of one. */
  | { readonly kind: 'none' }
  | { readonly kind: 'elsewhere'; readonly region: string };

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ALIAS = /^alias\/[\w/-]+$/;

/** The keys of a scenario, and one for every cluster that names a key which is not among them. */
export function buildKeys(place: Place, { keys = [], clusters }: Scenario): Map<string, WorldKey> {
  const built = new Map<string, WorldKey>();
  const add = (scenario: KeyScenario): void => {
    const key = buildKey(place, scenario);
    built.set(key.id, key);
  };
  keys.forEach(add);
  for (const { name, configuration } of clusters) {
    const wanted = configuration?.executeCommandConfiguration?.kmsKeyId;
    if (wanted === undefined || findKey({ ...place, keys: built }, wanted) !== undefined) {
      continue;
    }
    const key = parseKeyName(place, wanted);
    if (key.kind === 'id') {
      add({ id: key.id });
    } else if (key.kind === 'alias') {
      add({ alias: key.alias });
    } else {
      throw new Error(
        `The cluster ${name} names the KMS key "${wanted}", which is neither an id nor an alias nor an ARN of either.`,
      );
    }
  }
  return built;
}

function buildKey(place: Place, scenario: KeyScenario): WorldKey {
  const { alias, id = uuid('key', alias ?? ''), enabled = true, deletedIn, usage = 'ENCRYPT_DECRYPT' } = scenario;
  return {
    id,
    arn: kmsArn(place, `key/${id}`),
    alias,
    enabled,
    deletionDate: deletedIn === undefined ? undefined : new Date(Date.now() + deletedIn * 86_400_000),
    usage,
    policy: JSON.stringify(scenario.policy ?? standardPolicy(place)),
    material: randomBytes(32),
  };
}

/** With it, the account's IAM policies decide. */
function standardPolicy({ account }: Place): PolicyDocument {
  return {
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
}

/** By id, alias, or the ARN of either. */
export function findKey(world: Keys, name: string): WorldKey | undefined {
  const key = parseKeyName(world, name);
  if (key.kind === 'id') {
    return world.keys.get(key.id);
  }
  return key.kind === 'alias' ? [...world.keys.values()].find(({ alias }) => alias === key.alias) : undefined;
}

export function parseKeyName({ region, account }: Place, name: string): KeyName {
  const [, arnRegion, arnAccount, resource] = /^arn:aws:kms:([\w-]+):(\d{12}):(.+)$/.exec(name) ?? [];
  if (arnRegion !== undefined && (arnRegion !== region || arnAccount !== account)) {
    return { kind: 'elsewhere', region: arnRegion };
  }
  const own = resource?.replace(/^key\//, '') ?? name;
  if (ID.test(own)) {
    return { kind: 'id', id: own };
  }
  return ALIAS.test(own) ? { kind: 'alias', alias: own } : { kind: 'none' };
}

/** `resource` is `key/<id>` or `alias/<name>`. */
export function kmsArn({ region, account }: Place, resource: string): string {
  return `arn:aws:kms:${region}:${account}:${resource}`;
}
