import { after, suite, test } from 'node:test';
import { configurationFor } from '../../src/language/configuration/folder-configuration.ts';
import { readConfiguration, switchOff } from '../../src/language/index.ts';
import { GrowthMeter } from '../support/growth.ts';
import { askEverything } from './ask-everything.ts';
import { hostileConfigurations, hostileDocuments } from './hostile-documents.ts';

const meter = new GrowthMeter();
after(() => meter[Symbol.dispose]());

suite('the work grows no faster than the document', () => {
  for (const { name, text } of hostileDocuments()) {
    test(name, () => meter.assertNoFasterThanText(text, askEverything));
  }
});

suite('the work grows no faster than the configuration', () => {
  for (const { name, text } of hostileConfigurations()) {
    test(name, () =>
      meter.assertNoFasterThanText(text, (source) => {
        const read = readConfiguration(source);
        const { findings } = read;
        configurationFor(read, 'services/web/task-definition.json');
        const edits = findings.slice(-3).flatMap(({ fixes }) => fixes.flatMap((fix) => fix.edits()));
        const switched = ['a', undefined].flatMap((path) => switchOff('exec/pid-mode', source, path)?.edits ?? []);
        return { findings: findings.length, edits: edits.length + switched.length };
      }),
    );
  }
});
