import { parse, type ParseError } from 'jsonc-parser';
import * as vscode from 'vscode';
import type { Gateway } from '../../aws/api/gateway.ts';
import { comparableContainers, comparableText, definitionIn } from '../../live/task-definition-text.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { ChooseParts } from '../changes/choose-node.ts';
import { definitionOf, folderOf, type RunningDefinition } from '../changes/definition-of.ts';
import type { Documents, LiveDocument } from '../documents/documents.ts';
import type { Node } from '../explorer/nodes.ts';
import { pickItem, pickOne } from '../pick.ts';
import { localize } from '../words.ts';
import type { Command } from './command.ts';

interface Needs extends ChooseParts {
  readonly documents: Documents;
}

/** Bytes of a file to compare: ECS refuses a task definition above 64 KiB. */
const LARGEST_FILE = 2 * 1024 * 1024;

/** With what the task definition of something that runs is compared. */
type Other =
  | { readonly kind: 'file'; readonly uri: vscode.Uri }
  | { readonly kind: 'select' }
  | { readonly kind: 'revision'; readonly definition: string };

/** Shows how the task definition of what runs differs from a file, or from another revision. */
export const compareTaskDefinition = {
  id: 'compareTaskDefinition',
  async run(needs: Needs, given?: Node | RunningDefinition, file?: vscode.Uri): Promise<void> {
    const title = vscode.l10n.t('Compare Task Definition');
    const running = await definitionOf(given, title, needs);
    if (running === undefined) {
      return;
    }
    const gateway = await running.connection.gateway();
    const other =
      file === undefined ? await chooseOther(running, gateway, title) : ({ kind: 'file', uri: file } as const);
    const chosen = other?.kind === 'select' ? await selectFile(title) : other;
    if (chosen === undefined) {
      return;
    }
    const folder = `/${folderOf(running)}/compared`;
    const written = chosen.kind === 'file' ? await read(chosen.uri) : undefined;
    const text = written?.isWhole === false ? comparableContainers : comparableText;
    const revision = (definition: string): LiveDocument => ({
      path: `${folder}/${written?.isWhole === false ? 'containers/' : ''}${definition}.json`,
      language: 'json',
      content: async (signal) => text(await gateway.taskDefinitions.describe(definition, signal)),
    });
    const right: LiveDocument =
      chosen.kind === 'file'
        ? {
            path: `${folder}/file${chosen.uri.path}`,
            language: 'json',
            content: async () => text((await read(chosen.uri)).definition),
          }
        : revision(chosen.definition);
    const [before, after] = [
      await needs.documents.prepare(revision(running.definition)),
      await needs.documents.prepare(right),
    ];
    const name = chosen.kind === 'file' ? nameOf(chosen.uri) : chosen.definition;
    await vscode.commands.executeCommand(
      'vscode.diff',
      before.uri,
      after.uri,
      localize('{0} ↔ {1} (what differs for ECS)', running.definition, name),
    );
  },
} satisfies Command<Needs>;

async function chooseOther(
  { definition }: RunningDefinition,
  { taskDefinitions }: Gateway,
  title: string,
): Promise<Other | undefined> {
  const open = vscode.window.activeTextEditor?.document;
  const files: readonly (readonly [string, string, Other])[] = [
    ...(open !== undefined && ['json', 'jsonc'].includes(open.languageId) && open.uri.scheme === 'file'
      ? [['file', nameOf(open.uri), { kind: 'file', uri: open.uri }] as const]
      : []),
    ['folder-opened', vscode.l10n.t('Select a File…'), { kind: 'select' }],
  ];
  const family = definition.replace(/:\d+$/, '');
  const revisions = async (): Promise<readonly (readonly [string, string, Other])[]> => {
    const names = await taskDefinitions.revisions(family).catch(() => []);
    return names
      .filter((name) => name !== definition)
      .map((name) => ['history', name, { kind: 'revision', definition: name }] as const);
  };
  const items = revisions().then((found) =>
    [...files, ...found].map(([icon, label, other]) => pickItem({ icon, label }, { other })),
  );
  const placeHolder = localize('Select what to compare {0} with', definition);
  return (await pickOne<{ readonly other: Other }>({ title, placeHolder, items }))?.other;
}

async function selectFile(title: string): Promise<Extract<Other, { kind: 'file' }> | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({ title, filters: { JSON: ['json', 'jsonc'] } })) ?? [];
  return uri && { kind: 'file', uri };
}

/** Also what is not saved yet. Rejects with a `Problem` where there is no task definition in it. */
async function read(uri: vscode.Uri): Promise<NonNullable<ReturnType<typeof definitionIn>>> {
  const errors: ParseError[] = [];
  const found = definitionIn(parsed(await textOf(uri), errors));
  if (found === undefined || errors.length > 0) {
    throw new Problem(
      'task-definition',
      errors.length > 0
        ? sentence('{0} is not valid JSON, so it cannot be compared.', nameOf(uri))
        : sentence('There is no task definition in {0}.', nameOf(uri)),
      sentence('Select another file.'),
    );
  }
  return found;
}

async function textOf(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open?.isDirty === true) {
    return open.getText();
  }
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > LARGEST_FILE ? '' : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    throw new Problem(
      'task-definition',
      sentence('{0} cannot be read.', nameOf(uri)),
      sentence('Select another file.'),
      error,
    );
  }
}

function parsed(text: string, errors: ParseError[]): unknown {
  try {
    return parse(text, errors, { allowTrailingComma: true }) as unknown;
  } catch {
    // Nested too deep for any reader.
    return undefined;
  }
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
