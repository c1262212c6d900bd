import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import ts from 'typescript';
import { actionsFor, type ProblemAction } from '../../src/vscode/problem-actions.ts';

/** A problem as it stands in the sources: its code, and the words of its next step. */
interface Written {
  readonly code: string;
  readonly nextStep: string;
  readonly where: string;
}

/** What a next step asks for, by its words. */
const ASKED: readonly (readonly [words: RegExp, ...anyOf: ProblemAction[]])[] = [
  [/\bselect (a|another) profile/i, 'select-profile'],
  [/\bselect (a|another) region/i, 'select-region'],
  [/ecs-exec\.command/, 'open-command-setting'],
  [/ecs-exec\.(endpoint|ssmmessagesEndpoint)/, 'open-endpoint-setting'],
  [/http\.proxy/, 'open-proxy-setting'],
  [/\bsign in again|^sign in[,.]/i, 'sign-in'],
  [/\bsee the log/i, 'show-log'],
  [/\btry again|\brefresh\b|\b(open|run|forward) (it|a new one|the port|again)/i, 'retry', 'sign-in'],
];

const problems = await written();

suite('what is offered with a problem', () => {
  test('is thought of for each code that is in the sources', () => {
    assert.ok(problems.length > 100, String(problems.length));
    for (const { code, where } of problems) {
      assert.ok(Array.isArray(actionsFor(code as never)), `${where}: ${code}`);
    }
  });

  test('is what its next step asks for', () => {
    const missing = problems.flatMap(({ code, nextStep, where }) =>
      ASKED.filter(
        ([words, ...anyOf]) =>
          words.test(nextStep) && !anyOf.some((action) => actionsFor(code as never).includes(action)),
      ).map(([, ...anyOf]) => `${where}: ${code} lacks ${anyOf.join(' or ')}: ${nextStep}`),
    );
    assert.deepEqual(missing, []);
  });

  test('is each thing once, and no more than has room', () => {
    for (const code of new Set(problems.map((problem) => problem.code))) {
      const actions = actionsFor(code as never);
      assert.equal(new Set(actions).size, actions.length, code);
      // A notification about a container offers the report in place of the last of them.
      assert.ok(actions.filter((action) => action !== 'why').length <= 3, code);
    }
  });
});

/** All problems of the sources whose code is a literal. */
async function written(): Promise<readonly Written[]> {
  const found: Written[] = [];
  for await (const path of glob('src/**/*.ts')) {
    const file = ts.createSourceFile(path, await readFile(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      const parts =
        ts.isNewExpression(node) && node.expression.getText(file) === 'Problem'
          ? node.arguments
          : ts.isArrayLiteralExpression(node) && node.elements.length === 3
            ? node.elements
            : undefined;
      const [code, sentence, nextStep] = parts ?? [];
      if (code !== undefined && ts.isStringLiteral(code) && sentence?.getText(file).includes('sentence(') === true) {
        found.push({ code: code.text, nextStep: literalsIn(nextStep), where: path });
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

/** The words that stand in an expression, joined. */
function literalsIn(node: ts.Node | undefined): string {
  if (node === undefined) {
    return '';
  }
  const words: string[] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isStringLiteralLike(each)) {
      words.push(each.text);
    }
    ts.forEachChild(each, visit);
  };
  visit(node);
  return words.join('');
}
