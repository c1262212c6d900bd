import * as vscode from 'vscode';
import type { ContainerPlace } from '../../live/container.ts';
import type { Connections } from '../connections/connections.ts';
import { Owner } from '../disposable.ts';
import { showInformation } from '../notify.ts';
import { carryOut, type DeedParts } from './carry-out.ts';
import { keyOf } from './report-desk.ts';
import { type PanelParts, ReportPanel } from './report-panel.ts';
import { readState } from './report-state.ts';

export interface ReportsParts extends DeedParts {
  readonly connections: Connections;
  readonly extension: vscode.Uri;
}

/** The reports that are open, one for each container. */
export class Reports extends Owner {
  readonly #parts: ReportsParts;
  readonly #open = new Set<ReportPanel>();

  constructor(parts: ReportsParts) {
    super();
    this.#parts = parts;
    this.own({ dispose: () => [...this.#open].forEach((panel) => panel.close()) });
  }

  /** Those that are open, the oldest first. */
  get open(): readonly ReportPanel[] {
    return [...this.#open];
  }

  /**
   * Shows why a container can, or cannot, be exec'd into: what was found a moment ago, or what AWS says now. Resolves
   * once it is shown. Rejects with a `Problem` where AWS cannot be asked at all.
   */
  async show(place: ContainerPlace): Promise<ReportPanel> {
    // Without a connection there is nothing to show but its problem, which has better places.
    await place.connection.gateway();
    const open = [...this.#open].find((panel) => keyOf(panel.place) === keyOf(place));
    open?.reveal();
    const panel = open ?? this.#add(ReportPanel.open(place, this.#panelParts));
    const fresh = this.#parts.desk.takeFresh(place);
    if (fresh === undefined) {
      await panel.check();
    } else {
      panel.show(fresh);
    }
    return panel;
  }

  /** Fills a tab that VS Code has brought back after a reload: AWS is asked again. Never rejects. */
  async revive(tab: vscode.WebviewPanel, written: unknown): Promise<void> {
    const state = readState(written);
    const connection = state && this.#parts.connections.again(state.connection);
    if (state === undefined || connection === undefined) {
      tab.dispose();
      void showInformation(vscode.l10n.t('A report could not be opened again. Ask again why you cannot exec.'));
      return;
    }
    await this.#add(new ReportPanel(tab, { ...state, connection }, this.#panelParts)).check();
  }

  get #panelParts(): PanelParts {
    const { desk, extension, log } = this.#parts;
    return { desk, extension, log, carryOut: (deed, place, report) => carryOut(deed, place, report, this.#parts) };
  }

  #add(panel: ReportPanel): ReportPanel {
    this.#open.add(panel);
    panel.onDidClose(() => this.#open.delete(panel));
    return panel;
  }
}
