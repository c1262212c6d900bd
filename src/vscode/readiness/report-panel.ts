import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ContainerPlace } from '../../live/container.ts';
import { refusalIn } from '../../live/read-only.ts';
import type { Progress, Report } from '../../readiness/model/report.ts';
import { REPORT_VIEW } from '../contributions.ts';
import { Owner } from '../disposable.ts';
import { notifyOf } from '../notify.ts';
import { type Offer, offersFor } from '../offers.ts';
import { withWaiting } from '../progress.ts';
import { settings } from '../settings.ts';
import { asProblem, inWords, localize, problemInWords } from '../words.ts';
import { type Deed, readMessage } from './deed.ts';
import { keyOf, type ReportDesk } from './report-desk.ts';
import { askingContent, type Content, contentOf, failedContent, howFar, type Saying, titleOf } from './report-html.ts';
import { stateOf } from './report-state.ts';
import { shellOf } from './shell.ts';

/** What the page can be asked to do beside showing the report anew. */
export interface PanelParts {
  readonly desk: ReportDesk;
  readonly extension: vscode.Uri;
  /** Does what a button is for. Resolves with the container that is to be looked at next; undefined for none. */
  readonly carryOut: (deed: Deed, place: ContainerPlace, report: Report) => Promise<ContainerPlace | undefined>;
  readonly log: vscode.LogOutputChannel;
}

/** A report beside the editor. VS Code throws its page away while it is hidden; what it shows is kept here. */
export class ReportPanel extends Owner {
  readonly #panel: vscode.WebviewPanel;
  readonly #parts: PanelParts;
  readonly #closed = this.own(new vscode.EventEmitter<void>());
  #place: ContainerPlace;
  #report: Report | undefined;
  #asking: AbortController | undefined;
  #offers: readonly Offer[] = [];
  #content: Content;
  /** Counts contents, so that a button of an old one does nothing. */
  #number = 0;
  /** Whether something is being carried out. */
  #isBusy = false;
  #isClosed = false;

  readonly onDidClose = this.#closed.event;

  constructor(panel: vscode.WebviewPanel, place: ContainerPlace, parts: PanelParts) {
    super();
    this.#panel = panel;
    this.#place = place;
    this.#parts = parts;
    this.#content = this.#askingContent([]);
    this.own(panel.onDidDispose(() => this.dispose()));
    this.own(panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)));
    this.#draw();
  }

  /** Opens one beside the editor. */
  static open(place: ContainerPlace, parts: PanelParts): ReportPanel {
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
    const title = inWords(titleOf(place));
    return new ReportPanel(vscode.window.createWebviewPanel(REPORT_VIEW, title, column), place, parts);
  }

  get place(): ContainerPlace {
    return this.#place;
  }

  /** What it shows. */
  get content(): Content {
    return this.#content;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Shows a report that was made already. */
  show(report: Report): void {
    this.#report = report;
    this.#set(contentOf(report, this.#saying));
  }

  /** Asks AWS, and shows what comes of it. Never rejects. */
  async check(): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    const { signal } = asking;
    this.#asking = asking;
    this.#set(this.#askingContent([]));
    const make = (either: AbortSignal, tell: (words: string) => void): Promise<Report> =>
      this.#parts.desk.make(this.#place, either, (progress) => {
        if (this.#asking === asking) {
          this.#progress(progress);
          tell(inWords(howFar(progress)));
        }
      });
    try {
      const report = await withWaiting(localize('Checking container "{0}"', this.#place.container), make, signal);
      if (this.#asking === asking) {
        this.show(report);
      }
    } catch (error) {
      if (this.#asking !== asking) {
        return;
      }
      if (error instanceof vscode.CancellationError) {
        this.#stop();
      } else {
        this.#fail(error);
      }
    } finally {
      if (this.#asking === asking) {
        this.#asking = undefined;
      }
    }
  }

  /** Does what a button is for, as a press on it. Never rejects. */
  async press(deed: Deed): Promise<void> {
    switch (deed.kind) {
      case 'again':
        return this.check();
      case 'stop':
        this.#stop();
        return;
      case 'offer':
        this.#offers[deed.index]?.run();
        return;
      default:
        return this.#carryOut(deed);
    }
  }

  /** Closes its tab. */
  close(): void {
    this.#panel.dispose();
  }

  override dispose(): void {
    const asking = this.#asking;
    this.#asking = undefined;
    this.#isClosed = true;
    asking?.abort();
    this.#closed.fire();
    super.dispose();
  }

  /** One at a time: each asks the user something. */
  async #carryOut(deed: Deed): Promise<void> {
    const report = this.#report;
    if (this.#isBusy || report === undefined) {
      return;
    }
    this.#isBusy = true;
    try {
      const next = await this.#parts.carryOut(deed, this.#place, report);
      // It may have taken minutes, in which the tab was closed.
      if (next !== undefined && !this.#isClosed) {
        this.#move(next);
        this.#show();
        await this.check();
      }
    } catch (error) {
      notifyOf(error, this.#parts.log, { retry: () => void this.check() });
    } finally {
      this.#isBusy = false;
    }
  }

  /** What is asked before a change may stand in front of it. */
  #show(): void {
    if (!this.#panel.visible) {
      this.reveal();
    }
  }

  /** Another container is in the place of the one that it was about, of which no button must do anything to it. */
  #move(place: ContainerPlace): void {
    if (keyOf(place) !== keyOf(this.#place)) {
      this.#report = undefined;
    }
    this.#place = place;
    this.#draw();
  }

  #stop(): void {
    this.#asking?.abort();
    this.#asking = undefined;
    if (this.#report === undefined) {
      this.#panel.dispose();
    } else {
      this.show(this.#report);
    }
  }

  #fail(error: unknown): void {
    const problem = asProblem(error, this.#parts.log);
    this.#offers = offersFor(problem);
    const titles = this.#offers.map(({ title }) => title);
    this.#set(failedContent(this.#title, problemInWords(problem), titles, this.#saying));
  }

  #askingContent(progress: Progress): Content {
    return askingContent(this.#title, progress, this.#report, this.#saying);
  }

  /** The page stays as it is, but for the part that says how far it is. */
  #progress(judged: Progress): void {
    this.#content = this.#askingContent(judged);
    const { progress } = this.#content;
    void this.#panel.webview.postMessage({ kind: 'progress', content: this.#number, progress });
  }

  #set(content: Content): void {
    this.#content = content;
    this.#number += 1;
    this.#send();
  }

  /** What is sent to a page that is hidden is lost; it asks for it when it is there again. */
  #send(): void {
    const { title, state, verdict, body } = this.#content;
    void this.#panel.webview.postMessage({ kind: 'show', content: this.#number, title, state, verdict, body });
  }

  #receive(message: unknown): void {
    const read = readMessage(message);
    if (read === 'ready') {
      this.#send();
    } else if (read !== undefined && read.content === this.#number) {
      const deed = this.#content.deeds[read.deed];
      if (deed !== undefined) {
        void this.press(deed);
      }
    }
  }

  /** The page around it, from which VS Code makes it anew. */
  #draw(): void {
    const { webview } = this.#panel;
    const folder = vscode.Uri.joinPath(this.#parts.extension, 'media', 'report');
    const at = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    this.#panel.title = this.#title;
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    webview.html = shellOf({
      nonce: randomBytes(18).toString('base64url'),
      source: webview.cspSource,
      script: at('report.js'),
      style: at('report.css'),
      language: vscode.env.language,
      title: this.#title,
      state: JSON.stringify(stateOf(this.#place)),
    });
  }

  get #title(): string {
    return inWords(titleOf(this.#place));
  }

  get #saying(): Saying {
    const profile = this.#place.connection.place?.profile ?? '';
    return {
      say: inWords,
      time: (at) => at.toLocaleTimeString(),
      mayChange: refusalIn(settings.readOnly(), 'change', { profile }) === undefined,
    };
  }
}
