import { AwsError } from './error.ts';

/**
 * The input of an operation, read member by member. As AWS does, it takes null for missing, ignores members that
 * nobody asks for, and refuses a wrong JSON type with `SerializationException`.
 */
export class Parameters {
  readonly values: Readonly<Record<string, unknown>>;

  constructor(values: unknown) {
    if (typeof values !== 'object' || values === null || Array.isArray(values)) {
      wrongType(values, 'a structure');
    }
    this.values = values as Record<string, unknown>;
  }

  text(name: string): string | undefined {
    const value = this.values[name] ?? undefined;
    return value === undefined || typeof value === 'string' ? value : wrongType(value, 'a String');
  }

  texts(name: string): readonly string[] | undefined {
    const value = this.values[name] ?? undefined;
    if (value === undefined) {
      return undefined;
    }
    if (!Array.isArray(value)) {
      return wrongType(value, 'a List');
    }
    return value.map((item: unknown) => (typeof item === 'string' ? item : wrongType(item, 'a String')));
  }

  number(name: string): number | undefined {
    const value = this.values[name] ?? undefined;
    if (value === undefined) {
      return undefined;
    }
    return typeof value === 'number' && Number.isInteger(value) ? value : wrongType(value, 'an Integer');
  }

  flag(name: string): boolean | undefined {
    const value = this.values[name] ?? undefined;
    return value === undefined || typeof value === 'boolean' ? value : wrongType(value, 'a Boolean');
  }

  /** Bytes, which are in base64 on the wire. */
  blob(name: string): Buffer | undefined {
    const value = this.text(name);
    if (value === undefined) {
      return undefined;
    }
    const bytes = Buffer.from(value, 'base64');
    return bytes.toString('base64') === value ? bytes : wrongType(value, 'a Blob');
  }

  textMap(name: string): Readonly<Record<string, string>> | undefined {
    return this.#map(name, (members, key) => members.text(key) ?? '');
  }

  textsMap(name: string): Readonly<Record<string, readonly string[]>> | undefined {
    return this.#map(name, (members, key) => members.texts(key) ?? []);
  }

  /** A text out of a set; anything else is an `InvalidParameterException`. */
  oneOf<Value extends string>(name: string, allowed: readonly Value[]): Value | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : member(name, value, allowed);
  }

  /** Texts out of a set, none where the member is missing. */
  someOf<Value extends string>(name: string, allowed: readonly Value[]): ReadonlySet<Value> {
    return new Set((this.texts(name) ?? []).map((value) => member(name, value, allowed)));
  }

  #map<Value>(
    name: string,
    read: (members: Parameters, key: string) => Value,
  ): Readonly<Record<string, Value>> | undefined {
    const value = this.values[name] ?? undefined;
    if (value === undefined) {
      return undefined;
    }
    const members = new Parameters(value);
    return Object.fromEntries(Object.keys(members.values).map((key) => [key, read(members, key)]));
  }
}

function member<Value extends string>(name: string, value: string, allowed: readonly Value[]): Value {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) {
    return found;
  }
  throw new AwsError('InvalidParameterException', `${name} must be one of [${allowed.join(', ')}], but was ${value}.`);
}

function wrongType(value: unknown, wanted: string): never {
  const actual = Array.isArray(value) ? 'a List' : `a ${typeof value}`;
  throw new AwsError('SerializationException', `${actual} can not be converted to ${wanted}`);
}
