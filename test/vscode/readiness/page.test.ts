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
      open = false;
      offsetHeight = 40;
      readonly style = { minHeight: '' };
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
      querySelectorAll(selector: string): readonly Element[] {
        return selector.startsWith('details') ? folded.filter(({ open }) => open || selector === 'details') : buttons;
      }
    }
    class HTMLButtonElement extends Element {}
    const buttons: HTMLButtonElement[] = [];
    const folded: Element[] = [];
    const names = ['title', 'verdict', 'body', 'progress'] as const;
    const [title, verdict, body, progress] = names.map((name) => new Element(name));
    assert.ok(title && verdict && body && progress);
    const elements = { title, verdict, body, progress };
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
    const send = (data: object): void => listeners.get('window message')?.({ data });
    const show = (data: object): void =>
      send({ kind: 'show', title: 'T', state: 'ready', verdict: '', body: '', ...data });
    const button = (key: string): HTMLButtonElement => {
      const made = new HTMLButtonElement(key);
      made.dataset = { key };
      return made;
    };
    return {
      sent,
      send,
      show,
      elements,
      document,
      buttons,
      folded,
      button,
      Element,
      HTMLButtonElement,
      state,
      listeners,
    };
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

  test('leaves the focus on what has the same key, and gives it back where that was away for a while', () => {
    const { show, elements, document, buttons, button } = page();
    show({ content: 1 });
    document.activeElement = button('check');
    const [stop, exec] = [button('check'), button('top: Exec')];
    buttons.push(exec, stop);
    show({ content: 2, state: 'asking' });
    assert.deepEqual([stop.isFocused, exec.isFocused, elements.title.isFocused], [1, 0, 1]);

    document.activeElement = button('role: Add Policy');
    show({ content: 3, state: 'asking' });
    assert.equal(elements.title.isFocused, 2);
    document.activeElement = elements.title;
    const add = button('role: Add Policy');
    buttons.push(add);
    show({ content: 4 });
    assert.equal(add.isFocused, 1);
    // Once: who went on to the heading since stays there.
    show({ content: 5 });
    assert.deepEqual([add.isFocused, elements.title.isFocused], [1, 2]);
  });

  test('leaves open what was unfolded', () => {
    const { show, folded, button } = page();
    const [pass, others] = [button('group-pass'), button('group-not-needed')];
    folded.push(pass, others);
    pass.open = true;
    show({ content: 1 });
    assert.deepEqual([pass.open, others.open], [true, false]);
  });

  test('shows how far it is without a word aloud, and lets nothing move', () => {
    const { send, show, elements, buttons, button } = page();
    show({ content: 1, state: 'asking', verdict: 'Asking AWS…', body: 'x' });
    assert.equal(elements.verdict.style.minHeight, '40px');
    buttons.push(button('check'));
    send({ kind: 'progress', content: 1, progress: '9 of 18' });
    send({ kind: 'progress', content: 0, progress: 'late' });
    assert.deepEqual(
      [elements.progress.innerHTML, elements.body.innerHTML, elements.verdict.textContent, buttons[0]?.isFocused],
      ['9 of 18', 'x', 'Asking AWS…', 0],
    );
    show({ content: 2, verdict: 'All is well.' });
    assert.equal(elements.verdict.style.minHeight, '');
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
