import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createReader } from '../../scripts/schema/declarations.ts';

const MODELS = [
  `export declare const Colour: {
    readonly RED: "red";
    readonly GREEN: "green";
  };
  export type Colour = (typeof Colour)[keyof typeof Colour];`,
  `/**
   * <p>A thing.</p>
   * @public
   */
  export interface Thing {
    /**
     * <p>Its name: letters and / @</p>
     * <p>Not \\{braces\\}.</p>
     * @public
     */
    name: string | undefined;
    size?: number | undefined;
    /**
     * <p>Its colours.</p>
     *
     * @deprecated since yesterday.
     * @public
     */
    colours?: Colour[] | undefined;
    labels?: Record<string, string> | undefined;
    made?: Date | undefined;
    parts?: Thing[] | undefined;
    choice?: Choice | undefined;
    strange?: string & number;
  }
  export type Choice = Choice.OneMember | Choice.TwoMember | Choice.$UnknownMember;
  export declare namespace Choice {
    /**
     * <p>The one.</p>
     * @public
     */
    interface OneMember { one: string; two?: never; $unknown?: never; }
    interface TwoMember { one?: never; two: number; $unknown?: never; }
    interface $UnknownMember { one?: never; two?: never; $unknown: [string, any]; }
    interface Visitor<T> { one: (value: string) => T; }
  }`,
];
const readable = MODELS.map((text) => text.replace('strange?: string & number;', ''));

suite('a structure', () => {
  const { name, documentation, members } = createReader(readable)('Thing');

  test('has its name and its text', () => {
    assert.deepEqual({ name, documentation }, { name: 'Thing', documentation: '<p>A thing.</p>' });
  });

  test('has its members, with their types', () => {
    assert.deepEqual(Object.fromEntries(members.map((member) => [member.name, member.type])), {
      name: { kind: 'string' },
      size: { kind: 'number' },
      colours: { kind: 'list', of: { kind: 'enum', values: ['red', 'green'] } },
      labels: { kind: 'map', of: { kind: 'string' } },
      made: { kind: 'timestamp' },
      parts: { kind: 'list', of: { kind: 'structure', name: 'Thing' } },
      choice: { kind: 'structure', name: 'Choice' },
    });
  });

  test('says which members are required, and which are deprecated', () => {
    assert.deepEqual(
      members.filter(({ required }) => required).map((member) => member.name),
      ['name'],
    );
    assert.deepEqual(
      members.flatMap(({ deprecated }) => deprecated ?? []),
      ['since yesterday.'],
    );
  });

  test('has the text of a member whole, up to the tags', () => {
    assert.equal(members[0]?.documentation, '<p>Its name: letters and / @</p> <p>Not {braces}.</p>');
    assert.equal(members[2]?.documentation, '<p>Its colours.</p>');
  });
});

test('a union is a structure of which one member is given', () => {
  const { members } = createReader(readable)('Choice');
  assert.deepEqual(members, [
    { name: 'one', type: { kind: 'string' }, required: false, documentation: '<p>The one.</p>', deprecated: undefined },
    { name: 'two', type: { kind: 'number' }, required: false, documentation: '', deprecated: undefined },
  ]);
});

suite('what cannot be read is named', () => {
  test('a type of an unknown form', () => {
    assert.throws(
      () => createReader(MODELS)('Thing'),
      /`string & number` cannot be read: add it to scripts\/schema\/declarations\.ts/,
    );
  });

  test('a structure that is not there', () => {
    assert.throws(() => createReader(readable)('Other'), /Other is not declared/);
  });
});
