// Runs in the page of a readiness report: shows what it is sent, and tells which button was pressed.
(() => {
  const vscode = acquireVsCodeApi();
  const at = (id) => document.getElementById(id);
  const [title, verdict, body] = [at('title'), at('verdict'), at('body')];
  let content = -1;

  /** Where the focus is, among the buttons: the one with the same words gets it in the next content. */
  const focused = () => (document.activeElement instanceof HTMLButtonElement ? document.activeElement.innerText : '');

  window.addEventListener('message', ({ data }) => {
    if (data?.kind !== 'show') {
      return;
    }
    const words = focused();
    const isFirst = content === -1;
    content = data.content;
    title.textContent = data.title;
    verdict.className = data.state;
    if (verdict.textContent !== data.verdict) {
      verdict.textContent = data.verdict;
    }
    body.innerHTML = data.body;
    if (words !== '') {
      const same = [...body.querySelectorAll('button')].find((button) => button.innerText === words);
      (same ?? title).focus();
    } else if (isFirst) {
      title.focus();
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
