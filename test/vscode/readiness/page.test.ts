import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { readMessage } from '../../../src/vscode/readiness/deed.ts';
import { html } from '../../../src/vscode/readiness/html.ts';
import { readState, stateOf } from '../../../src/vscode/readiness/report-state.ts';
import { shellOf } from '../../../src/vscode/readiness/shell.ts';
import { connectionTo } from '../../support/connections.ts';
import { CLUSTER, TASK } from './report.ts';

const media = new URL('../../../media/report/', import.meta.url);
const EVIL = `"><script>x</script>'`;

suite('the page around a report', () => {
  const page = shellOf({
    nonce: 'n0nce',
    source: 'https://source',
    script: 'https://source/report.js',
    style: 'https://source/report.css',
    language: 'de',
    title: EVIL,
    state: JSON.stringify({ container: EVIL }),
  });

  test('loads our style and our script, and nothing else, and sends no form', () => {
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    assert.deepEqual(policy?.replaceAll('&#39;', "'").split('; '), [
      "default-src 'none'",
      'style-src https://source',
      "script-src 'nonce-n0nce'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    assert.deepEqual(
      [...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag),
      ['<script nonce="n0nce" src="https://source/report.js">'],
    );
    assert.doesNotMatch(page, /<style|<[^>]*\s(on\w+|style)=|http:/);
  });

  test('has a language, one heading, and a place for the verdict that is read aloud as it changes', () => {
    assert.match(page, /<html lang="de">/);
    assert.equal(page.match(/<h1/g)?.length, 1);
    assert.match(page, /<p id="verdict" role="status" aria-live="polite"><\/p>/);
  });

  test('takes words of others as text', () => {
    assert.doesNotMatch(page, /<script>x/);
    assert.match(page, /&quot;&gt;&lt;script&gt;x&lt;\/script&gt;&#39;<\/h1>/);
  });
});

test('its style names no color that is not of the theme', () => {
  const style = readFileSync(new URL('report.css', media), 'utf8');
  assert.doesNotMatch(style, /#[0-9a-f]{3,8}\b(?=[^{}]*;)|\brgb|\bhsl|url\(|@import/i);
});

suite('its script', () => {
  /** The page as far as the script needs it. */
  function page() {
    const sent: unknown[] = [];
    const listeners = new Map<string, (event: unknown) => void>();
    class Element {
      textContent = '';
      className = '';
      innerHTML = '';
      innerText = '';
      content = '{"container":"web"}';
      dataset: Record<string, string> = {};
      isFocused = 0;
      readonly name: string;
      constructor(name: string) {
        this.name = name;
      }
      focus(): void {
        this.isFocused += 1;
      }
      addEventListener(kind: string, listener: (event: unknown) => void): void {
        listeners.set(`${this.name} ${kind}`, listener);
      }
      closest(): Element | null {
        return 'deed' in this.dataset ? this : null;
      }
      querySelectorAll(): readonly Element[] {
        return buttons;
      }
    }
    class HTMLButtonElement extends Element {}
    const buttons: HTMLButtonElement[] = [];
    const elements = { title: new Element('title'), verdict: new Element('verdict'), body: new Element('body') };
    const document = {
      activeElement: undefined as unknown,
      getElementById: (id: keyof typeof elements) => elements[id],
      querySelector: () => new Element('meta'),
    };
    const window = {
      addEventListener: (kind: string, listener: (event: unknown) => void) => listeners.set(`window ${kind}`, listener),
    };
    let state: unknown;
    const acquireVsCodeApi = () => ({
      postMessage: (message: unknown) => sent.push(message),
      setState: (given: unknown) => (state = given),
    });
    runInNewContext(readFileSync(new URL('report.js', media), 'utf8'), {
      acquireVsCodeApi,
      document,
      window,
      Element,
      HTMLButtonElement,
    });
    const show = (data: object): void => listeners.get('window message')?.({ data: { kind: 'show', ...data } });
    return { sent, show, elements, document, buttons, Element, HTMLButtonElement, state, listeners };
  }

  test('says that it is there, and keeps what it is about', () => {
    const { sent, state } = page();
    assert.deepEqual(JSON.parse(JSON.stringify(sent)), [{ kind: 'ready' }]);
    assert.deepEqual(JSON.parse(JSON.stringify(state)), { container: 'web' });
  });

  test('shows what it is sent, and tells which button of it was pressed', () => {
    const { sent, show, elements, listeners, HTMLButtonElement } = page();
    show({ content: 7, title: 'T', state: 'ready', verdict: 'All is well.', body: '<p>x</p>' });
    assert.deepEqual(
      [elements.title.textContent, elements.verdict.textContent, elements.verdict.className, elements.body.innerHTML],
      ['T', 'All is well.', 'ready', '<p>x</p>'],
    );
    assert.equal(elements.title.isFocused, 1);
    const button = new HTMLButtonElement('button');
    button.dataset = { deed: '3' };
    listeners.get('body click')?.({ target: button });
    listeners.get('body click')?.({ target: elements.body });
    assert.deepEqual(JSON.parse(JSON.stringify(sent.slice(1))), [{ kind: 'press', content: 7, deed: 3 }]);
  });

  test('leaves the focus on the button of the same words, else at the heading', () => {
    const { show, elements, document, buttons, HTMLButtonElement } = page();
    show({ content: 1, title: 'T', state: 'ready', verdict: 'A', body: '' });
    const again = new HTMLButtonElement('again');
    again.innerText = 'Check Again';
    document.activeElement = again;
    const next = new HTMLButtonElement('next');
    next.innerText = 'Check Again';
    buttons.push(next);
    show({ content: 2, title: 'T', state: 'asking', verdict: 'B', body: '' });
    assert.equal(next.isFocused, 1);
    buttons.pop();
    show({ content: 3, title: 'T', state: 'asking', verdict: 'B', body: '' });
    assert.equal(elements.title.isFocused, 2);
  });
});

suite('what the page tells', () => {
  test('is that it is there, or a press', () => {
    assert.equal(readMessage({ kind: 'ready' }), 'ready');
    assert.deepEqual(readMessage({ kind: 'press', content: 1, deed: 0, command: 'x' }), { content: 1, deed: 0 });
  });

  test('is nothing where it is anything else', () => {
    for (const message of [
      undefined,
      null,
      'ready',
      [],
      { kind: 'run' },
      { kind: 'press' },
      { kind: 'press', content: '1', deed: 0 },
      { kind: 'press', content: 1, deed: -1 },
      { kind: 'press', content: 1, deed: 0.5 },
      { kind: 'press', content: Number.NaN, deed: 0 },
    ]) {
      assert.equal(readMessage(message), undefined, JSON.stringify(message));
    }
  });
});

test('what is kept over a reload is read back, and nothing else is', () => {
  const place = { connection: connectionTo({}, 'key'), clusterArn: CLUSTER, taskArn: TASK, container: 'web' };
  const state = stateOf(place);
  assert.deepEqual(readState(JSON.parse(JSON.stringify(state))), state);
  for (const other of [
    undefined,
    null,
    'x',
    {},
    { ...state, container: 1 },
    { ...state, taskArn: 'x'.repeat(9_999) },
  ]) {
    assert.equal(readState(other), undefined);
  }
});

test('HTML takes numbers and lists of its own, and all else as text', () => {
  assert.equal(html`<p title="${'"'}">${1}${[html`<b>${'<'}</b>`]}</p>`.text, '<p title="&quot;">1<b>&lt;</b></p>');
});
