import { Problem } from './problem.ts';
import { sentence } from './text.ts';

/**
 * VS Code leads what extensions ask through `http` and `https` to the proxy of its settings, of the environment or of
 * the system. Its own words are all that tells of a proxy that it does not reach: the error has no code
 * (https://github.com/microsoft/vscode-proxy-agent, src/agent.ts).
 */
const NOT_REACHED = 'Failed to establish a socket connection to proxies';

/** What went wrong with a request. */
export interface Failure {
  readonly message?: string;
  /** Of the answer, if there was one; a proxy's refusal looks like an answer of the server's. */
  readonly status?: number | undefined;
}

/** Says what the proxy has to do with a failure; undefined where nothing shows that it has. */
export function proxyProblem({ message = '', status }: Failure): Problem | undefined {
  // Without the error as its cause: up to VS Code 1.100, at least, its words have the proxy's password in them.
  if (message.includes(NOT_REACHED)) {
    return new Problem(
      'proxy/unreachable',
      sentence('The proxy could not be reached.'),
      sentence("Check VS Code's setting http.proxy, the variable HTTPS_PROXY, and the network connection."),
    );
  }
  if (status === 407) {
    return new Problem(
      'proxy/password',
      sentence('The proxy needs a user name and a password.'),
      sentence(
        "Sign in where VS Code asks for them, or put them in VS Code's setting http.proxy: " +
          'http://name:password@host:port.',
      ),
    );
  }
  return undefined;
}
