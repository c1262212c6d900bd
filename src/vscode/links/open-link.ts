import * as vscode from 'vscode';
import { findContainer } from '../../live/find-container.ts';
import { hindranceOf } from '../../readiness/container.ts';
import type { Connections } from '../connections/connections.ts';
import type { LiveConnection } from '../connections/live-connection.ts';
import { chooseInService, confirmContainer } from '../containers/choose-container.ts';
import type { ChosenContainer } from '../containers/chosen-container.ts';
import type { PickParts } from '../containers/pick-container.ts';
import { confirm } from '../notify.ts';
import { withWaiting } from '../progress.ts';
import { type ExecParts, openTerminal } from '../terminal/terminal-in.ts';
import { localize } from '../words.ts';
import { type ExecLink, readExecLink } from './exec-link.ts';

type LinkParts = PickParts & ExecParts;

/** Opens shells that links ask for: each once the user has agreed, one at a time. */
export class Links {
  readonly #parts: LinkParts;
  readonly #confirm: typeof confirm;
  #isAsking = false;

  /** `ask` puts the question; for tests. */
  constructor(parts: LinkParts, ask = confirm) {
    this.#parts = parts;
    this.#confirm = ask;
  }

  /** Rejects with a `Problem`. A link that comes while another one is being asked about is left out. */
  async open({ path, query }: Pick<vscode.Uri, 'path' | 'query'>): Promise<void> {
    if (this.#isAsking) {
      this.#parts.log.info('A link was left out: another one is still waiting for an answer.');
      return;
    }
    this.#isAsking = true;
    let connection: LiveConnection | undefined;
    let link: ExecLink;
    try {
      link = readExecLink(path, query);
      connection = await this.#agreed(link);
    } finally {
      this.#isAsking = false;
    }
    const found = connection && (await find(link, connection));
    const target = found && (await confirmContainer(found, this.#parts));
    if (target !== undefined) {
      await openTerminal(target, this.#parts);
    }
  }

  /** The connection to use; undefined where the user does not want it. Nothing is asked of AWS before that. */
  async #agreed(link: ExecLink): Promise<LiveConnection | undefined> {
    const connection = connectionFor(link, this.#parts.connections);
    // Only the configuration is read. Rejects in a workspace that is not trusted.
    const { profile, region } = (await connection.gateway()).connection;
    const { cluster, service, task, container } = link;
    const where = service ?? task ?? '';
    const question =
      container === undefined
        ? localize('Open a shell in {0}, cluster {1}?', where, cluster)
        : localize('Open a shell in container "{0}" of {1}, cluster {2}?', container, where, cluster);
    const detail = localize('A link asks for it. Profile {0} will be used in {1}.', profile, region);
    return (await this.#confirm(question, detail, vscode.l10n.t('Open Shell'))) ? connection : undefined;
  }
}

function connectionFor({ region }: ExecLink, connections: Connections): LiveConnection {
  return region === undefined ? connections.main : connections.inRegion(region);
}

async function find(link: ExecLink, connection: LiveConnection): Promise<ChosenContainer | undefined> {
  const { cluster, service, task, container } = link;
  if (service !== undefined && container === undefined) {
    return chooseInService(connection, { cluster, service }, vscode.l10n.t('Exec into Container'));
  }
  const found = await withWaiting(localize('Looking for the newest task of {0}…', service ?? task ?? ''), (signal) =>
    findContainer(connection, { cluster, service, task, container }, hindranceOf, signal),
  );
  return { ...found, isNewest: service !== undefined };
}
