import { after, suite, test } from 'node:test';
import { GrowthMeter } from '../../support/growth.ts';
import { amplifiedFixtures } from '../amplified-fixtures.ts';
import { askEverything } from '../ask-everything.ts';
import { brokenDocuments } from '../hostile-documents.ts';

const meter = new GrowthMeter();
after(() => meter[Symbol.dispose]());

suite('the work grows no faster than a rule’s example with a long list', () => {
  for (const { name, text } of amplifiedFixtures()) {
    test(name, () => meter.assertNoFasterThanText(text, askEverything));
  }
});

suite('the work grows no faster than a document that is not finished', () => {
  for (const { name, text } of brokenDocuments()) {
    test(name, () => meter.assertNoFasterThanText(text, askEverything));
  }
});
