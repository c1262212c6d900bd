import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { definitions, toMarkdown } from '../../scripts/schema/markdown.ts';

suite('HTML becomes Markdown', () => {
  const cases: readonly (readonly [what: string, html: string, markdown: string])[] = [
    ['a paragraph', '<p>One  line.</p>', 'One line.'],
    ['paragraphs', '<p>One.</p> <p>Two.</p>', 'One.\n\nTwo.'],
    ['text without a paragraph', 'One.', 'One.'],
    ['code', '<p>Use <code>awsvpc</code>.</p>', 'Use `awsvpc`.'],
    ['marks in code', '<p><code> <i>name</i>:<i>tag</i> </code></p>', '`name:tag`'],
    ['characters of Markdown in code', '<p><code>a_*[b]&lt;c&gt;</code></p>', '`a_*[b]<c>`'],
    ['a backtick in code', '<p><code>a`b</code></p>', '`` a`b ``'],
    ['emphasis', '<p><i>Guide</i> and <b>note</b></p>', '*Guide* and **note**'],
    [
      'a link',
      '<p><a href="https://example.com/a#b">Amazon <code>ECS</code> </a>.</p>',
      '[Amazon `ECS`](https://example.com/a#b).',
    ],
    ['a link to nowhere', '<p><a>Amazon</a></p>', 'Amazon'],
    ['a list', '<p>Of:</p> <ul> <li> <p>one</p> </li> <li>two</li> </ul>', 'Of:\n\n- one\n- two'],
    ['a list in a list', '<ul><li><p>one</p><ul><li>two</li></ul></li></ul>', '- one\n\n  - two'],
    ['a numbered list', '<ol><li><p>one</p><p>more</p></li></ol>', '1. one\n\n   more'],
    ['a definition list', '<dl> <dt>name</dt> <dd> <p>What.</p> </dd> </dl>', '- **name**\n\n  What.'],
    ['a note', '<note> <p>One.</p> <p>Two.</p> </note>', '> **Note:** One.\n>\n> Two.'],
    ['an important note', '<important><p>One.</p></important>', '> **Important:** One.'],
    ['characters of Markdown', '<p>net.* a_b _c [d] &lt;e&gt; ~ `</p>', 'net.\\* a_b \\_c \\[d\\] \\<e> \\~ \\`'],
    ['the start of a heading', '<p># one</p>', '\\# one'],
    ['the start of a numbered list', '<p>1. one</p>', '1\\. one'],
    ['what is left open', '<ul><li><p>one</ul><p>two', '- one\n\ntwo'],
    ['nothing', '', ''],
  ];
  for (const [what, html, markdown] of cases) {
    test(what, () => assert.equal(toMarkdown(html), markdown));
  }
});

test('the terms of definition lists are found, wherever they stand', () => {
  const html =
    '<p>Of:</p><dl><dt>a</dt><dd><p>One.</p></dd></dl><note><dl><dt><code>b</code></dt><dd>Two.</dd></dl></note>';
  assert.deepEqual(
    [...definitions(html)],
    [
      ['a', 'One.'],
      ['b', 'Two.'],
    ],
  );
});

test('an element or a character that is not known is named', () => {
  assert.throws(
    () => toMarkdown('<p><blink>a</blink></p>'),
    /<blink> is not known: add it to scripts\/schema\/markdown\.ts/,
  );
  assert.throws(() => toMarkdown('<p>&rarr;</p>'), /&rarr; is not known: add it to scripts\/schema\/markdown\.ts/);
});
