import assert from 'node:assert/strict';
import { beforeEach, suite, test } from 'node:test';
import { policies } from '../../src/language/documents/policy/recognize.ts';
import { input } from '../../src/language/documents/recognize.ts';
import { clusters } from '../../src/language/documents/recognize-cluster.ts';
import { services, taskRuns } from '../../src/language/documents/service/recognize.ts';
import { Reader } from '../../src/language/reader.ts';
import { json } from '../../src/language/syntax/json/index.ts';

suite('the reader of texts', () => {
  let searches: number;
  let parsed: number;
  const reader = new Reader({
    format: 'json',
    recognizers: [input, policies, services, taskRuns, clusters],
    syntax: {
      ...json,
      searchFor: (names) => {
        const search = json.searchFor(names);
        return (text) => {
          searches++;
          return search(text);
        };
      },
      mayHave: (text, name) => {
        searches++;
        return json.mayHave(text, name);
      },
      parse: (text, writtenAt) => {
        parsed++;
        return json.parse(text, writtenAt);
      },
    },
  });

  beforeEach(() => {
    searches = 0;
    parsed = 0;
  });

  test('leaves a text that is none of ours after one search through it', () => {
    const { root, subjects } = reader.read('{"name": "project", "lockfileVersion": 3, "packages": {}}', undefined);
    assert.deepEqual({ root, subjects, searches, parsed }, { root: undefined, subjects: [], searches: 1, parsed: 0 });
  });

  test('does not look for more where a task definition is found', () => {
    const { subjects } = reader.read('{"family": "web", "containerDefinitions": []}', undefined);
    assert.deepEqual(
      subjects.map(({ kind }) => kind),
      ['task-definition'],
    );
    assert.deepEqual({ searches, parsed }, { searches: 3, parsed: 1 });
  });

  test('parses a text once, however many things it may be', () => {
    const { subjects } = reader.read('{"family": "a", "image": "b", "Statement": 1, "clusterName": "c"}', undefined);
    assert.deepEqual({ subjects, parsed }, { subjects: [], parsed: 1 });
  });
});
