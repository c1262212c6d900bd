import { after, suite, test } from 'node:test';
import { github } from '../../src/cli/formats/github.ts';
import { json } from '../../src/cli/formats/json.ts';
import { sarif } from '../../src/cli/formats/sarif.ts';
import { text as forPeople } from '../../src/cli/formats/text.ts';
import { FORMATS } from '../../src/cli/options.ts';
import { reportFile } from '../../src/cli/report.ts';
import { createLanguageService } from '../../src/language/index.ts';
import { GrowthMeter } from '../support/growth.ts';

const service = createLanguageService();
const meter = new GrowthMeter();
after(() => meter[Symbol.dispose]());

const FILE = { path: 'td.json', isNamed: false, isQuotable: true, state: 'checked' } as const;

const FORMATTERS = { text: forPeople, json, sarif, github };

/** Task definitions with a finding in every container. */
function containers(indent?: number): (count: number) => string {
  return (count) =>
    JSON.stringify(
      {
        family: 'web',
        containerDefinitions: Array.from({ length: count }, (_, index) => ({
          name: `c${index}`,
          image: 'x',
          memory: null,
        })),
      },
      undefined,
      indent,
    );
}

suite('the work of a report grows no faster than the file', () => {
  for (const format of FORMATS) {
    for (const [name, text] of [
      ['in one line', containers()],
      ['in many lines', containers(1)],
    ] as const) {
      test(`${format}, ${name}`, () =>
        meter.assertNoFasterThanText(text, (source) => {
          const report = reportFile(FILE, source, service.open(source).findings());
          return { characters: FORMATTERS[format]([report], { color: true, version: '1.2.3' }).length };
        }));
    }
  }
});
