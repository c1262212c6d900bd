import { lastPart } from '../../arn.ts';
import { groupName, STATES } from '../../readiness/export/state-words.ts';
import type { Evidence, Judgement } from '../../readiness/model/check.ts';
import type { Hop, NetworkPath } from '../../readiness/model/network-path.ts';
import type { Judged, Progress, Report } from '../../readiness/model/report.ts';
import { LONGEST_VALUE, sanitize } from '../../sanitize.ts';
import { sentence, type Text } from '../../text.ts';
import type { Deed } from './deed.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import { type Button, type ButtonGroup, groupsOf } from './mend-words.ts';

/** Lines of evidence of one check; of more, how many there are. */
export const MOST_EVIDENCE = 20;
/** Things that help of one check. */
export const MOST_MENDS = 12;
/** Hops of a way through the network, and ways. */
export const MOST_HOPS = 20;
const MOST_PATHS = 8;

/** What the page shows. */
export interface Content {
  /** What it is about, as its heading. */
  readonly title: string;
  readonly state: Report['verdict'] | 'asking' | 'failed';
  /** What is so, in one sentence: it is read aloud as it changes. */
  readonly verdict: string;
  /** The rest, as HTML. */
  readonly body: string;
  /** While AWS is asked, the part of it that says how far that is, as HTML: what is inside `#progress`. */
  readonly progress?: string;
  /** What its buttons do, by their numbers. */
  readonly deeds: readonly Deed[];
}

export interface Saying {
  /** A sentence in the user's language, its values cut and cleaned. */
  readonly say: (text: Text) => string;
  readonly time: (at: Date) => string;
  /** Whether changes may be made from here, as they may not in read-only mode. */
  readonly mayChange: boolean;
}

type State = Judgement['state'];

/** Checks of these states are folded away: they need nobody's attention. */
const FOLDED: ReadonlySet<State> = new Set<State>(['pass', 'not-needed']);

/** What the page shows of a report. */
export function contentOf(report: Report, saying: Saying): Content {
  return new Writer(saying).report(report);
}

/** What the page shows while AWS is asked. An earlier report stays below it, to be read but not to be used. */
export function askingContent(title: string, progress: Progress, before: Report | undefined, saying: Saying): Content {
  return new Writer(saying, before !== undefined).asking(title, progress, before);
}

/** How many checks are judged, in words. */
export function howFar(progress: Progress): Text {
  const judged = progress.filter(({ state }) => state !== undefined).length;
  return sentence('{0} of {1} checks answered', judged, progress.length);
}

/** What the page shows where AWS could not be asked: why, and what helps. */
export function failedContent(title: string, problem: string, offers: readonly string[], saying: Saying): Content {
  return new Writer(saying).failed(title, problem, offers);
}

/** The heading, also of the tab. */
export function titleOf({ container, taskArn }: { readonly container: string; readonly taskArn: string }): Text {
  return sentence('Exec into container "{0}" of task {1}', container, lastPart(taskArn).slice(0, 8));
}

/** Writes one content, and gives its buttons their numbers. */
class Writer {
  readonly #saying: Saying;
  readonly #deeds: Deed[] = [];
  /** Whether the checks are those of an earlier report, whose buttons are there and do nothing. */
  readonly #isOld: boolean;

  constructor(saying: Saying, isOld = false) {
    this.#saying = saying;
    this.#isOld = isOld;
  }

  report(report: Report): Content {
    const first = report.checks.find(({ state }) => state === 'fail');
    const main = first && this.#groupsOf(first).find(({ title }) => title === undefined)?.buttons[0];
    const parts = [
      this.#bar('top', [
        ...(main === undefined ? [] : [{ ...main, isMain: true }]),
        ...(report.verdict === 'not-ready'
          ? []
          : [{ words: sentence('Exec into Container'), deed: { kind: 'exec' }, isMain: true } as const]),
        { words: sentence('Check Again'), deed: { kind: 'again' } },
        { words: sentence('Copy as Markdown'), deed: { kind: 'copy-markdown' } },
        { words: sentence('Save as JSON…'), deed: { kind: 'save-json' } },
      ]),
      html`<p class="where">${this.#say(where(report, this.#saying))}</p>`,
      ...this.#details(report),
    ];
    return this.#content(report.verdict, this.#say(titleOf(report.place)), this.#say(report.sentence), parts);
  }

  asking(title: string, progress: Progress, before: Report | undefined): Content {
    const inside = this.#progress(progress, before);
    const parts = [
      this.#bar('top', [{ words: sentence('Stop'), deed: { kind: 'stop' } }]),
      html`<div id="progress">${inside}</div>`,
      ...(before === undefined ? [] : this.#details(before)),
    ];
    const content = this.#content('asking', title, this.#say(sentence('Asking AWS…')), parts);
    return { ...content, progress: html`${inside}`.text };
  }

  /** One line above an earlier report, so that this stays where it is; else a list of the checks. */
  #progress(progress: Progress, before: Report | undefined): readonly Html[] {
    const far = progress.length === 0 ? undefined : howFar(progress);
    if (before !== undefined) {
      const old = sentence('Below is the report of {0}.', this.#saying.time(before.at));
      return [html`<p class="where">${this.#say(far === undefined ? old : sentence('{0}. {1}', far, old))}</p>`];
    }
    return [
      html`<p class="where">${far === undefined ? '' : this.#say(far)}</p>`,
      html`<ol class="judging">
        ${progress.map(({ title, state }) => this.#judging(title, state))}
      </ol>`,
    ];
  }

  #judging(title: Text, state: State | undefined): Html {
    const words = state === undefined ? sentence('Not answered yet') : stateName(state);
    return html`<li>${mark(state)}<span class="hidden">${this.#say(words)}: </span>${this.#say(title)}</li>`;
  }

  failed(title: string, problem: string, offers: readonly string[]): Content {
    const buttons = offers.map((words, index) => ({
      words: sentence('{0}', words),
      deed: { kind: 'offer', index } as const,
    }));
    const again = { words: sentence('Check Again'), deed: { kind: 'again' } } as const;
    return this.#content('failed', title, problem, [this.#bar('top', [again, ...buttons])]);
  }

  #content(state: Content['state'], title: string, verdict: string, parts: readonly Html[]): Content {
    return { title, state, verdict, body: html`${parts}`.text, deeds: this.#deeds };
  }

  #details(report: Report): readonly Html[] {
    const [failed, ...others] = STATES.map((state) => this.#group(report, state));
    return [...(failed ?? []), ...this.#paths(report.paths), ...others.flat()];
  }

  #group({ checks }: Report, state: State): readonly Html[] {
    const found = checks.filter((check) => check.state === state);
    if (found.length === 0) {
      return [];
    }
    const heading = html`<h2 id="group-${state}">
      ${this.#say(sentence('{0} ({1})', groupName(state), found.length))}
    </h2>`;
    const list = html`<ul class="checks">
      ${found.map((check) => this.#check(check))}
    </ul>`;
    return [
      FOLDED.has(state)
        ? html`<details class="group" data-key="group-${state}">
            <summary data-key="summary-${state}">${heading}</summary>
            ${list}
          </details>`
        : html`<section class="group" aria-labelledby="group-${state}">${heading}${list}</section>`,
    ];
  }

  #check(check: Judged): Html {
    const buttons = this.#groupsOf(check).map((group) => this.#buttonGroup(check.id, group));
    return html`<li class="check" id="check-${check.id}">
      <h3>
        ${mark(check.state)}<span class="hidden">${this.#say(stateName(check.state))}: </span>${this.#say(check.title)}
      </h3>
      <p>${this.#say(check.sentence)}</p>
      ${this.#permissions(check.permissions)}${this.#evidence(check.evidence)}${buttons}
    </li>`;
  }

  #permissions(permissions: readonly string[]): readonly Html[] {
    return permissions.length === 0
      ? []
      : [
          html`<p class="permissions">
            ${this.#say(sentence('Allow this to learn more: {0}', permissions.join(', ')))}
          </p>`,
        ];
  }

  #evidence(evidence: readonly Evidence[]): readonly Html[] {
    if (evidence.length === 0) {
      return [];
    }
    const lines = evidence.slice(0, MOST_EVIDENCE).map(
      ({ label, value }) =>
        html`<div>
          <dt>${this.#say(label)}</dt>
          <dd>${typeof value === 'string' ? sanitize(value) : this.#say(value)}</dd>
        </div>`,
    );
    const others = evidence.length - lines.length;
    return [html`<dl class="evidence">${lines}</dl>`, ...this.#more(others)];
  }

  #paths(paths: readonly NetworkPath[]): readonly Html[] {
    if (paths.length === 0) {
      return [];
    }
    return [
      html`<section class="group" aria-labelledby="network">
        <h2 id="network">${this.#say(sentence('Network path'))}</h2>
        ${paths.slice(0, MOST_PATHS).map((path) => this.#path(path))}
      </section>`,
      ...this.#more(paths.length - MOST_PATHS),
    ];
  }

  /** Drawn as a row of boxes, which is a list of words for those who listen. */
  #path({ service, state, sentence: words, hops }: NetworkPath): Html {
    return html`<figure class="path">
      <figcaption>
        ${mark(state)}<strong>${sanitize(service)}: ${this.#say(wayName(state))}.</strong> ${this.#say(words)}
      </figcaption>
      <ol>
        ${hops.slice(0, MOST_HOPS).map((hop) => this.#hop(hop))}
      </ol>
      ${this.#more(hops.length - MOST_HOPS)}
    </figure>`;
  }

  #hop({ kind, name, state, remark }: Hop): Html {
    return html`<li class="hop ${state}">
      <span class="kind">${mark(state)}${this.#say(hopName(kind))}</span>
      <span class="name">${sanitize(name)}</span>
      <strong class="state">${this.#say(wayName(state))}</strong>
      <span class="remark">${this.#say(remark)}</span>
    </li>`;
  }

  #more(count: number): readonly Html[] {
    return count > 0 ? [html`<p>${this.#say(sentence('And {0} more.', count))}</p>`] : [];
  }

  #groupsOf({ mends }: Judged): readonly ButtonGroup[] {
    return groupsOf(mends.slice(0, MOST_MENDS), this.#saying.mayChange);
  }

  #buttonGroup(place: string, { title, buttons }: ButtonGroup): Html {
    const heading = title === undefined ? [] : [html`<p class="texts">${this.#say(title)}</p>`];
    return html`${heading}${this.#bar(place, buttons)}`;
  }

  /** The place tells apart buttons of the same words. */
  #bar(place: string, buttons: readonly (Button & { readonly isMain?: boolean })[]): Html {
    return html`<div class="bar">
      ${buttons.map(({ words, spoken, deed, isMain }) => {
        const isIdle = this.#isOld && deed.kind !== 'stop';
        return html`<button
          type="button"
          class="${isMain === true ? 'main' : 'other'}"
          data-key="${keyOf(place, deed, this.#say(spoken ?? words))}"
          ${isIdle ? html`disabled` : html`data-deed="${this.#number(deed)}"`}
          ${spoken === undefined ? [] : html` aria-label="${this.#say(spoken)}"`}
        >
          ${this.#say(words)}
        </button>`;
      })}
    </div>`;
  }

  #number(deed: Deed): number {
    return this.#deeds.push(deed) - 1;
  }

  #say(text: Text): string {
    return this.#saying.say(text);
  }
}

/** By what the page knows a button again in its next content: that which stops stands for that which checks again. */
function keyOf(place: string, { kind }: Deed, words: string): string {
  return kind === 'again' || kind === 'stop' ? 'check' : `${place}: ${words}`;
}

/** A sign for those who see: colour alone says nothing to many. */
function mark(state: State | undefined): Html {
  return html`<span class="mark ${state ?? 'open'}" aria-hidden="true">${MARKS[state ?? 'open']}</span>`;
}

const MARKS: Readonly<Record<State | 'open', string>> = {
  fail: '✗',
  warn: '!',
  unknown: '?',
  pass: '✓',
  'not-needed': '–',
  open: '…',
};

function stateName(state: State): Text {
  switch (state) {
    case 'fail':
      return sentence('Fails');
    case 'warn':
      return sentence('Warning');
    case 'unknown':
      return sentence('Could not tell');
    case 'pass':
      return sentence('Passes');
    case 'not-needed':
      return sentence('Not needed');
  }
}

/** Of a way through the network, and of a part of it: it is seen, because colour alone says nothing to many. */
function wayName(state: Hop['state']): Text {
  return state === 'pass' ? sentence('Works') : stateName(state);
}

function hopName(kind: Hop['kind']): Text {
  switch (kind) {
    case 'task':
      return sentence('Task');
    case 'interface':
      return sentence('Network interface');
    case 'security-group':
      return sentence('Security group');
    case 'subnet':
      return sentence('Subnet');
    case 'acl':
      return sentence('Network ACL');
    case 'route-table':
      return sentence('Route table');
    case 'gateway':
      return sentence('Gateway');
    case 'endpoint':
      return sentence('VPC endpoint');
    case 'endpoint-security-group':
      return sentence('Security group of the endpoint');
    case 'endpoint-acl':
      return sentence('Network ACL of the endpoint');
    case 'endpoint-policy':
      return sentence('Policy of the endpoint');
    case 'dns':
      return sentence('DNS');
    case 'service':
      return sentence('AWS');
  }
}

function where({ place, at, calls }: Report, { time }: Saying): Text {
  const [, , , , account = ''] = place.clusterArn.split(':');
  return sentence(
    'Cluster "{0}" in {1}, account {2}. Asked at {3} with {4} calls.',
    lastPart(place.clusterArn).slice(0, LONGEST_VALUE),
    place.region,
    account,
    time(at),
    calls,
  );
}
