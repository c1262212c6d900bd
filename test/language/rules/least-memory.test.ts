import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createLanguageService } from '../../../src/language/index.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';

const service = createLanguageService();

function findings(text: string, rule: string) {
  return service
    .open(text)
    .findings()
    .filter((finding) => finding.rule === rule);
}

function isTooLittle(text: string): boolean {
  return findings(text, 'task/container-memory').some(({ messageId }) => messageId === 'tooLittle');
}

suite('no fix gives a container less memory than a rule asks for, and none is missing where it could', () => {
  for (const memory of [4, 5, 6, 7]) {
    test(`a task of ${memory} MiB`, () => {
      const text = JSON.stringify({
        family: 'web',
        requiresCompatibilities: ['EC2'],
        memory: String(memory),
        containerDefinitions: [{ name: 'app', image: 'registry.example/app:1', memory: 512 }],
      });
      const [fix] = findings(text, 'task/container-size')[0]?.fixes ?? [];
      assert.equal(fix === undefined, isTooLittle(text.replace('512', String(memory))));
      assert.equal(fix !== undefined && isTooLittle(applyEdits(text, fix.edits())), false);
    });

    test(`a limit of ${memory} MiB`, () => {
      const text = JSON.stringify({
        family: 'web',
        containerDefinitions: [{ name: 'app', image: 'registry.example/app:1', memory, memoryReservation: 512 }],
      });
      const reported = findings(text, 'task/container-memory').find(({ messageId }) => messageId !== 'tooLittle');
      assert.notEqual(reported, undefined);
      assert.equal(reported?.fixes.length === 0, isTooLittle(text));
    });
  }
});
