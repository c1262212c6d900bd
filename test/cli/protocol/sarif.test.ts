import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { root } from '../../../scripts/command.ts';
import { pageOf } from '../../../scripts/rules/page.ts';
import { sarif } from '../../../src/cli/formats/sarif.ts';
import { type FileReport, reportFile } from '../../../src/cli/report.ts';
import { createLanguageService } from '../../../src/language/index.ts';
import { RULES } from '../../../src/language/rules/index.ts';

/**
 * A text as a value of the type that is made from SARIF's schema: unknown, missing and mistyped properties are errors.
 */
function sarifErrors(json: string): readonly string[] {
  const file = join(root, 'test', 'cli', 'sarif-example.ts');
  const source = `import type { Log } from 'sarif';\nexport const log: Log = ${json};\n`;
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const virtual: ts.CompilerHost = {
    ...host,
    fileExists: (name) => name === file || host.fileExists(name),
    readFile: (name) => (name === file ? source : host.readFile(name)),
    getSourceFile: (name, target, ...rest) =>
      name === file ? ts.createSourceFile(name, source, target) : host.getSourceFile(name, target, ...rest),
  };
  const program = ts.createProgram([file], options, virtual);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const TEXT =
  '{"family": "x", "networkMode": "bridge", "containerDefinitions": [{"name": "a", "image": "b", ' +
  '"readonlyRootFilesystem": true}]}';
const FILE = { path: 'some folder/ü.json', isNamed: false, isQuotable: true, state: 'checked' } as const;
const report = reportFile(FILE, TEXT, createLanguageService().open(TEXT).findings());

test('the output is SARIF 2.1.0', () => {
  const output = sarif([report], { color: false, version: '1.2.3' });
  assert.ok(report.findings.length > 1);
  assert.deepEqual(sarifErrors(output), []);
  assert.match(output, /"uri": "some%20folder\/%C3%BC\.json"/);
});

test('a path is a path, whatever is in it', () => {
  const output = sarif([{ ...report, path: '../a:b/c d#e?f%20.json' }], { color: false, version: '1.2.3' });
  assert.match(output, /"uri": "\.\.\/a%3Ab\/c%20d%23e%3Ff%2520\.json"/);
});

test('every result’s rule is described, once', () => {
  const { runs } = JSON.parse(sarif([report, report], { color: false, version: '1.2.3' })) as {
    runs: [{ tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string }[] }];
  };
  const rules = runs[0].tool.driver.rules.map(({ id }) => id);
  assert.equal(new Set(rules).size, rules.length);
  assert.deepEqual(new Set(runs[0].results.map(({ ruleId }) => ruleId)), new Set(rules));
});

interface Description {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly helpUri: string;
  readonly defaultConfiguration: { readonly level: string };
}

function describedIn(...reports: readonly FileReport[]): readonly Description[] {
  const { runs } = JSON.parse(sarif(reports, { color: false, version: '1.2.3' })) as {
    runs: [{ tool: { driver: { rules: Description[] } } }];
  };
  return runs[0].tool.driver.rules;
}

test('rules are described in the words of their pages, whose links lead there from everywhere', () => {
  const rule = describedIn(report).find(({ id }) => id === 'exec/readonly-root-filesystem') ?? assert.fail();
  const { summary } = pageOf(rule.id, root) ?? assert.fail();
  assert.equal(rule.shortDescription.text, summary.replaceAll('`', ''));
  assert.match(rule.help.markdown, /^## How to fix it$/m);
  assert.doesNotMatch(rule.help.text, /`|\]\(|^#/m);
  assert.match(rule.helpUri, /readonly-root-filesystem\.md$/);
  assert.equal(rule.defaultConfiguration.level, 'warning');
});

test('every rule can be described', () => {
  const [finding] = report.findings;
  assert.ok(finding !== undefined);
  const ids = [...RULES.map(({ id }) => id), 'config/invalid'];
  const all = describedIn({ ...report, findings: ids.map((rule) => ({ ...finding, rule })) });
  assert.equal(all.length, ids.length);
  for (const { id, shortDescription, fullDescription, help } of all) {
    for (const text of [shortDescription.text, fullDescription.text, help.text, help.markdown]) {
      assert.match(text, /\w/, id);
    }
    assert.doesNotMatch(help.markdown, /\]\((?!https:)/, id);
    assert.equal(shortDescription.text.startsWith('The configuration, and comments'), id === 'config/invalid');
  }
});

test('the check of the output can fail', () => {
  assert.notDeepEqual(sarifErrors('{"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]}'), []);
});
