import * as vscode from 'vscode';
import type { Container, Task } from '../../aws/api/tasks.ts';
import type { OpenConnection } from '../../live/connection.ts';
import { sidecarOf } from '../../live/sidecar.ts';
import { age } from '../../live/standing/age.ts';
import { shortId } from '../../live/task-name.ts';
import { summarize } from '../../readiness/container.ts';
import type { pickItem } from '../pick.ts';
import { inWords, localize, problemInWords } from '../words.ts';
import type { ContainerRow, RecentRow, Row } from './picker-model.ts';

export interface LookOptions {
  readonly now: Date;
  /** Whether what is shown was found through more than one connection, so that each row has to say through which. */
  readonly isMixed: boolean;
}

/** How a row of the picker looks. */
export function lookOf(row: Row, options: LookOptions): Parameters<typeof pickItem>[0] {
  switch (row.kind) {
    case 'container':
      return {
        icon: row.readiness.state === 'ready' ? 'terminal' : 'circle-slash',
        label: row.target.container.name,
        description: whereIn(row, options),
        detail: detailOf(row, options),
      };
    case 'recent':
      return {
        icon: 'history',
        label: row.recent.container,
        description: path([nameOf(row.connection, options), row.cluster, ownerOf(row)]),
        detail:
          row.recent.service === undefined
            ? vscode.l10n.t('its newest task')
            : vscode.l10n.t('the newest task of its service that is ready'),
      };
    case 'gone':
      return {
        icon: 'circle-slash',
        label: row.was.target.container.name,
        description: whereIn(row.was, options),
        detail: vscode.l10n.t('no longer running'),
      };
    case 'failed':
      return {
        icon: 'error',
        label: row.cluster === '' ? vscode.l10n.t('Clusters') : row.cluster,
        detail: problemInWords(row.problem),
      };
    case 'more':
      return { icon: 'ellipsis', label: vscode.l10n.t('More containers match. Type more of a name to find them.') };
    case 'more-failed':
      return { icon: 'error', label: localize('{0} more clusters could not be asked.', row.count) };
    case 'none':
      return { icon: 'info', label: none(row.typed, row.isSearching) };
  }
}

/** What rows have in common that stand below one line; undefined for what needs no such line. */
export function groupOf(row: Row, options: LookOptions): string | undefined {
  switch (row.kind) {
    case 'container':
      return path([nameOf(row.target.connection, options), row.cluster, row.service]);
    case 'recent':
      return vscode.l10n.t('used last');
    case 'gone':
      return groupOf(row.was, options);
    default:
      return undefined;
  }
}

function none(typed: string, isSearching: boolean): string {
  if (typed === '') {
    return vscode.l10n.t('No running tasks in this account and region');
  }
  return isSearching ? localize('Nothing matches "{0}" so far', typed) : localize('Nothing matches "{0}"', typed);
}

function whereIn({ cluster, service, target }: ContainerRow, options: LookOptions): string {
  return path([nameOf(target.connection, options), cluster, service, shortId(target.task)]);
}

function detailOf({ readiness, target: { task, container } }: ContainerRow, { now }: LookOptions): string {
  const sidecar = sidecarOf(container);
  return [
    inWords(summarize(readiness)),
    sidecar && inWords(sidecar),
    ageOf(task, now),
    task.definition,
    imageOf(container),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function ageOf({ startedAt }: Task, now: Date): string | undefined {
  return startedAt && inWords(age(startedAt, now));
}

/** Without its registry and path, and of a digest no more than tells it from others. */
function imageOf({ image }: Container): string | undefined {
  return image?.slice(image.lastIndexOf('/') + 1).replace(/(@sha256:[0-9a-f]{8})[0-9a-f]+$/, '$1');
}

function ownerOf({ recent: { service, family } }: RecentRow): string {
  return service ?? family;
}

function nameOf({ place }: OpenConnection, { isMixed }: LookOptions): string | undefined {
  return isMixed && place !== undefined ? `${place.profile} ${place.region}` : undefined;
}

function path(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' › ');
}
