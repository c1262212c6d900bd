import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { closeAll, findings, openText, rule, untilRules } from './support.ts';

const RIGHT = `{
  "family": "shop",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "awsvpc",
  "cpu": "256",
  "memory": "512",
  "executionRoleArn": "arn:aws:iam::123456789012:role/shop-start",
  "taskRoleArn": "arn:aws:iam::123456789012:role/shop",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "nginx",
      "dependsOn": [{ "containerName": "setup", "condition": "SUCCESS" }],
      "linuxParameters": { "initProcessEnabled": true }
    }
  ]
}
`;
const PLACE = '\n    }\n  ]';
const CONTAINER = ',{"name": "setup","image": "a","essential": false';

/** Opens a text with the cursor at `|`. */
async function openAt(marked: string): Promise<vscode.TextEditor> {
  const document = await openText(marked.replace('|', ''));
  const editor = await vscode.window.showTextDocument(document);
  moveTo(editor, marked.indexOf('|'));
  return editor;
}

function moveTo(editor: vscode.TextEditor, offset: number): void {
  const position = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(position, position);
}

/** Types as keys do, brackets and quotes that close by themselves included. */
async function type(text: string): Promise<void> {
  for (const key of text) {
    await vscode.commands.executeCommand('type', { text: key });
  }
}

/** All rules of which anything is reported while something is done. */
async function reportedDuring(document: vscode.TextDocument, act: () => Promise<void>): Promise<readonly string[]> {
  const reported = new Set<string>();
  const listening = vscode.languages.onDidChangeDiagnostics(() => {
    findings(document).forEach((finding) => reported.add(rule(finding)));
  });
  await act();
  listening.dispose();
  return [...reported];
}

export default suite('typing', ({ test, afterEach }) => {
  afterEach(closeAll);

  test('what is right in the end is typed in peace', async () => {
    const editor = await openAt(RIGHT.replace(PLACE, '\n    }|\n  ]'));
    const { document } = editor;
    await untilRules(document, 'task/depends-on');
    const reported = await reportedDuring(document, async () => {
      await type(CONTAINER);
      await vscode.commands.executeCommand('cursorEnd');
      await untilRules(document, 'exec/init-process');
    });
    assert.deepEqual(
      reported.filter((name) => name !== 'task/depends-on' && name !== 'exec/init-process'),
      [],
    );
  });

  test('nothing is said of a value until the cursor leaves it', async () => {
    const editor = await openAt(
      RIGHT.replace('"setup"', '"web"').replace('"SUCCESS"', '"START"').replace('"awsvpc"', '|'),
    );
    const { document } = editor;
    const reported = await reportedDuring(document, async () => {
      await type('"bridg');
      await vscode.commands.executeCommand('cursorLeft');
      await vscode.commands.executeCommand('cursorRight');
    });
    assert.deepEqual(
      reported.filter((name) => name.startsWith('task/unknown')),
      [],
    );
    await vscode.commands.executeCommand('cursorEnd');
    await until('the finding', () => findings(document).some((each) => rule(each) === 'task/unknown-value'));
  });

  test('what is missing is said after a pause', async () => {
    const editor = await openAt(RIGHT.replace(PLACE, '\n    }|\n  ]'));
    const { document } = editor;
    const reported = await reportedDuring(document, async () => {
      await type(',{"name": "setup","image": "a"');
    });
    assert.deepEqual(
      reported.filter((name) => name !== 'task/depends-on'),
      [],
    );
    await untilMissing(document);
  });

  test('all is said of what is pasted', async () => {
    const editor = await openAt(RIGHT.replace(PLACE, '\n    }|\n  ]'));
    await vscode.env.clipboard.writeText(',\n    { "name": "setup", "image": "busybox", "essential": "no" }');
    await vscode.commands.executeCommand('editor.action.clipboardPasteAction');
    await until('the finding', () => findings(editor.document).some((each) => rule(each) === 'task/wrong-type'));
  });

  test('what was said elsewhere stays', async () => {
    const editor = await openAt(RIGHT.replace('"512"', '"513"').replace(PLACE, '\n    }|\n  ]'));
    const { document } = editor;
    await untilRules(document, 'task/depends-on', 'task/fargate-size');
    const missed: string[] = [];
    const listening = vscode.languages.onDidChangeDiagnostics(() => {
      if (!findings(document).some((each) => rule(each) === 'task/fargate-size')) {
        missed.push(document.getText());
      }
    });
    await type(CONTAINER);
    await vscode.commands.executeCommand('cursorEnd');
    await untilRules(document, 'exec/init-process', 'task/fargate-size');
    listening.dispose();
    assert.deepEqual(missed, []);
  });
});

async function untilMissing(document: vscode.TextDocument): Promise<void> {
  await until('what is missing', () => findings(document).some((each) => rule(each) === 'exec/init-process'));
}
