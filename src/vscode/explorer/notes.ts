import * as vscode from 'vscode';
import { localize, problemInWords, stillWaiting } from '../words.ts';
import type { Level } from './levels.ts';
import { type NoteNode, noteNode, problemNode } from './nodes.ts';

/** The lines of text after what is shown of a list: that it is empty, being asked for, or as old as it is. */
export function notesAfter(level: Level): readonly NoteNode[] {
  const { node, list } = level;
  switch (list.asking) {
    case 'first':
    case 'more':
      return [
        noteNode(
          node,
          list.rows.length === 0 ? vscode.l10n.t('Loading…') : vscode.l10n.t('Loading more…'),
          'loading~spin',
        ),
      ];
    case 'overdue':
      return [noteNode(node, stillWaiting(), 'loading~spin', true)];
    case 'no':
    case 'again':
      return list.problem === undefined ? emptiness(level) : failure(level);
  }
}

function failure({ node, list }: Level): readonly NoteNode[] {
  const { problem, asOf } = list;
  if (problem === undefined) {
    return [];
  }
  const words = problemInWords(problem);
  // What is still shown was true at that time.
  const since = new Date(asOf).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  const label = asOf === 0 || list.rows.length === 0 ? words : localize('As of {0}. {1}', since, words);
  return [problemNode(node, problem, label)];
}

function emptiness({ node, list }: Level): readonly NoteNode[] {
  if (!list.isKnown || list.rows.length > 0) {
    return [];
  }
  if (list.hidden > 0) {
    return [noteNode(node, localize('The filter hides {0}', list.hidden), 'filter')];
  }
  switch (node.kind) {
    case 'connection':
      return [noteNode(node, vscode.l10n.t('No clusters in this account and region'), 'info')];
    case 'cluster':
      return [];
    case 'service':
    case 'standalone':
      return list.hasMore ? [] : [noteNode(node, vscode.l10n.t('No running tasks'), 'info')];
    case 'stopped':
      return list.hasMore ? [] : [noteNode(node, vscode.l10n.t('No task has stopped in the last hour'), 'info')];
  }
}
