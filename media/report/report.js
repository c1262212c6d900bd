// Runs in the page of a readiness report: shows what it is sent, and tells which button was pressed.
(() => {
  const vscode = acquireVsCodeApi();
  const at = (id) => document.getElementById(id);
  const [title, verdict, body] = [at('title'), at('verdict'), at('body')];
  let content = -1;
  /** Where the focus was before AWS was asked, where that is not there meanwhile. */
  let lost = '';

  const keyOf = (element) => element?.dataset?.key ?? '';

  const show = (data) => {
    const isFirst = content === -1;
    const key = keyOf(document.activeElement) || (document.activeElement === title ? lost : '');
    const open = new Set([...body.querySelectorAll('details[open]')].map(keyOf));
    content = data.content;
    title.textContent = data.title;
    // What is below stays where it is while AWS is asked.
    verdict.style.minHeight = data.state === 'asking' ? `${verdict.offsetHeight}px` : '';
    verdict.className = data.state;
    if (verdict.textContent !== data.verdict) {
      verdict.textContent = data.verdict;
    }
    body.innerHTML = data.body;
    for (const details of body.querySelectorAll('details')) {
      details.open = open.has(keyOf(details));
    }
    const same = [...body.querySelectorAll('button:enabled, summary')].find((each) => keyOf(each) === key);
    if (key !== '' && same !== undefined) {
      lost = '';
      same.focus({ preventScroll: true });
    } else if (key !== '' || isFirst) {
      lost = data.state === 'asking' ? key : '';
      title.focus();
    }
  };

  window.addEventListener('message', ({ data }) => {
    if (data?.kind === 'show') {
      show(data);
    } else if (data?.kind === 'progress' && data.content === content) {
      // Nothing else is touched: neither the focus nor what is read aloud.
      at('progress').innerHTML = data.progress;
    }
  });

  body.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button[data-deed]') : null;
    if (button !== null) {
      vscode.postMessage({ kind: 'press', content, deed: Number(button.dataset.deed) });
    }
  });

  vscode.setState(JSON.parse(document.querySelector('meta[name=report-state]').content));
  vscode.postMessage({ kind: 'ready' });
})();
