import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Problem } from '../../../src/problem.ts';
import type { SessionEnd } from '../../../src/session/api.ts';
import { openSession } from '../../../src/session/index.ts';
import type { SessionOptions } from '../../../src/session/shell/api.ts';
import type { SocketEnd } from '../../../src/session/transport/socket.ts';
import { english, sentence } from '../../../src/text.ts';
import { output } from '../support/agent-frames.ts';
import { OpenedSession, openedSession, turn } from '../support/opened.ts';

function problemOf(end: SessionEnd): Problem {
  assert.ok(end.reason === 'failed');
  return end.problem;
}

/** What becomes of a session whose socket never opens. */
async function neverOpens(end: SocketEnd, options?: Partial<SessionOptions>): Promise<Problem> {
  const opened = new OpenedSession(options);
  await turn();
  opened.socket.ends(end);
  assert.equal(opened.clock.pending, 0);
  return problemOf(await opened.session.ended);
}

function failure(code: string): SocketEnd {
  return { kind: 'error', error: Object.assign(new Error('x'), { code }) };
}

suite('a session that does not open says why and what to do', () => {
  const cases: [string, SocketEnd, string, RegExp][] = [
    ['403', { kind: 'refused', status: 403 }, 'session/forbidden', /OpenDataChannel/],
    ['401', { kind: 'refused', status: 401 }, 'session/forbidden', /OpenDataChannel/],
    ['404', { kind: 'refused', status: 404 }, 'session/gone', /new session/],
    ['410', { kind: 'refused', status: 410 }, 'session/gone', /new session/],
    ['407', { kind: 'refused', status: 407 }, 'proxy/password', /http\.proxy/],
    ['503', { kind: 'refused', status: 503 }, 'session/refused', /proxy/],
    ['an unknown name', failure('ENOTFOUND'), 'no-network', /region/],
    ['no name server', failure('EAI_AGAIN'), 'no-network', /region/],
    ['a refused connection', failure('ECONNREFUSED'), 'no-network', /firewall/],
    [
      'a proxy that is not there',
      {
        kind: 'error',
        error: new Error('Failed to establish a socket connection to proxies: PROXY proxy.example:3128'),
      },
      'proxy/unreachable',
      /http\.proxy/,
    ],
    ['something that does not speak TLS', failure('EPROTO'), 'no-tls', /TLS/],
    ['an error without a code', { kind: 'error', error: new Error('x') }, 'session/unreachable', /firewall/],
    ['a certificate of its own', failure('SELF_SIGNED_CERT_IN_CHAIN'), 'untrusted-certificate', /proxy/],
    ['an expired certificate', failure('CERT_HAS_EXPIRED'), 'untrusted-certificate', /proxy/],
    ["another host's certificate", failure('ERR_TLS_CERT_ALTNAME_INVALID'), 'untrusted-certificate', /proxy/],
  ];
  for (const [what, end, code, nextStep] of cases) {
    test(what, async () => {
      const problem = await neverOpens(end);
      assert.equal(problem.code, code);
      assert.match(problem.message, /^[^{}]+\.$/);
      assert.ok(problem.nextStep);
      assert.match(english(problem.nextStep), nextStep);
    });
  }

  test('naming the host, and nothing else of the address', async () => {
    const streamUrl = 'wss://gateway.example/v1/data-channel/s?X-Amz-Security-Token=secret';
    const problem = await neverOpens({ kind: 'refused', status: 500 }, { streamUrl });
    assert.equal(problem.message, 'gateway.example did not open the session. It answered 500.');
  });

  test('an address that is none', async () => {
    for (const streamUrl of ['', 'nonsense?X-Amz-Security-Token=secret', 'file:///etc/passwd', 'ws://host/#part']) {
      const session = openSession({
        sessionId: 's',
        streamUrl,
        tokenValue: 't',
        sign: () => Promise.resolve({}),
        onOutput: () => undefined,
      });
      const problem = problemOf(await session.ended);
      assert.equal(problem.code, 'session/malformed');
      assert.equal(problem.cause, undefined);
    }
  });

  test("in the signer's own words, when it has some", async () => {
    const expired = new Problem('expired-credentials', sentence('Your credentials have expired.'));
    const opened = new OpenedSession({ sign: () => Promise.reject(expired) });
    assert.equal(problemOf(await opened.session.ended), expired);
    assert.equal(opened.clock.pending, 0);
  });

  test('when the signer fails otherwise, late or at once', async () => {
    const error = new Error('x');
    const late = new OpenedSession({ sign: () => Promise.reject(error) });
    const atOnce = new OpenedSession({
      sign: () => {
        throw error;
      },
    });
    assert.deepEqual(atOnce.states, [], 'nothing is told before the caller has the session');
    for (const opened of [late, atOnce]) {
      const problem = problemOf(await opened.session.ended);
      assert.equal(problem.code, 'session/not-signed');
      assert.equal(problem.cause, error);
    }
  });
});

suite('a session whose socket is closed says', () => {
  test('that the token was refused', async () => {
    const opened = await openedSession();
    opened.socket.ends({ kind: 'closed', code: 1008 });
    assert.equal(problemOf(await opened.session.ended).code, 'session/token-refused');
  });

  test('that it had not begun', async () => {
    const opened = await openedSession();
    opened.socket.ends({ kind: 'closed', code: 1000 });
    assert.equal(problemOf(await opened.session.ended).code, 'session/closed-early');
  });

  test('that the connection was lost, also when it was closed normally: that is not the end of a session', async () => {
    for (const end of [
      { kind: 'closed', code: 1000 },
      { kind: 'closed', code: 1006 },
      failure('ECONNRESET'),
    ] as const) {
      const opened = await openedSession();
      opened.socket.receives(output(0, '$ '));
      opened.socket.ends(end);
      assert.equal(problemOf(await opened.session.ended).code, 'session/connection-lost');
      assert.equal(opened.clock.pending, 0);
    }
  });
});
