import type { PortPurpose } from '../api.ts';
import { PayloadType, SessionFlag } from '../frame.ts';
import { MuxServer } from './mux.ts';
import { type Destination, dial, dialError, isForbidden, lookupError, type Network } from './network.ts';
import { Output } from './output.ts';
import type { Plugin, PluginHost, PluginInput } from './plugin.ts';
import type { Taken } from './receiver.ts';
import { SingleConnection } from './single-connection.ts';
import { compareVersions } from './version.ts';

/** The last agent that forwards a single connection at a time, and the first client that can do better. */
const LAST_BASIC_AGENT = '3.0.196.0';
const FIRST_MUX_CLIENT = '1.1.70';
/** With these clients, and these agents, smux has its keep-alive on. */
const LAST_KEEP_ALIVE_CLIENT = '1.2.331.0';
const LAST_KEEP_ALIVE_AGENT = '3.1.1511.0';

/** A forwarded port: the agent's plugin "Port". */
export class PortPlugin implements Plugin {
  readonly #host: PluginHost;
  readonly #network: Network;
  readonly #destination: Destination;
  readonly #output: Output;
  /** Undefined until it takes input. */
  #connections: MuxServer | SingleConnection | undefined;
  #opening: SingleConnection | undefined;

  constructor(host: PluginHost, network: Network, { portNumber, host: remoteHost }: PortPurpose) {
    this.#host = host;
    this.#network = network;
    this.#destination = { host: remoteHost, port: Number(portNumber) };
    this.#output = new Output(host, () => this.proceed());
  }

  start(clientVersion = ''): void {
    const { host } = this.#destination;
    const refused = host === undefined ? undefined : this.#refusal(host);
    if (refused !== undefined) {
      this.#host.end(refused);
      return;
    }
    const { agentVersion } = this.#host.behaviour;
    if (compareVersions(agentVersion, LAST_BASIC_AGENT) > 0 && compareVersions(clientVersion, FIRST_MUX_CLIENT) >= 0) {
      this.#startMux(clientVersion);
    } else {
      void this.#startSingle();
    }
  }

  take(input: PluginInput): Taken {
    if (this.#connections === undefined) {
      return 'refused';
    }
    switch (input.kind) {
      case 'stdin': {
        const pending = this.#connections.receive(input.bytes);
        return pending === undefined ? 'taken' : pending.then(() => 'taken');
      }
      case 'flag':
        this.#takeFlag(input.flag, this.#connections);
        return 'taken';
      case 'size':
        return 'taken';
    }
  }

  proceed(): void {
    this.#output.proceed();
    this.#connections?.pause(this.#output.isFull);
  }

  close(): Promise<void> {
    this.#output.close();
    this.#connections?.close();
    this.#opening?.close();
    return Promise.resolve();
  }

  /** Why the session ends before it begins, in the agent's words, which have no heading. */
  #refusal(host: string): string | undefined {
    return (
      lookupError(this.#network, host) ??
      (isForbidden(this.#network, host) ? `Forwarding to IP address ${host} is forbidden.` : undefined)
    );
  }

  #startMux(clientVersion: string): void {
    const mux = new MuxServer({
      dial: () => dial(this.#network, this.#destination),
      send: (bytes) => this.#push(bytes),
      onRefused: () => this.#sendFlag(SessionFlag.connectToPortError),
    });
    const { agentVersion, muxKeepAliveTimeout } = this.#host.behaviour;
    if (
      compareVersions(clientVersion, LAST_KEEP_ALIVE_CLIENT) <= 0 ||
      compareVersions(agentVersion, LAST_KEEP_ALIVE_AGENT) <= 0
    ) {
      mux.keepAlive(muxKeepAliveTimeout, () => this.#host.end(''));
    }
    this.#connections = mux;
  }

  async #startSingle(): Promise<void> {
    const connection = new SingleConnection({
      dial: () => dial(this.#network, this.#destination),
      explain: (error) => dialError(this.#network, this.#destination, error),
      onData: (bytes) => this.#push(bytes),
      onFailed: (reason) => this.#host.end(`Unable to connect to specified port: ${reason}`),
    });
    this.#opening = connection;
    await connection.open();
    this.#connections = connection;
  }

  #push(bytes: Buffer): void {
    this.#output.push(bytes);
    this.proceed();
  }

  #takeFlag(flag: number, connections: MuxServer | SingleConnection): void {
    if (flag === SessionFlag.disconnectToPort && connections instanceof SingleConnection) {
      connections.disconnect();
    }
    if (flag === SessionFlag.terminateSession) {
      this.#host.end('');
    }
  }

  #sendFlag(flag: number): void {
    const payload = Buffer.alloc(4);
    payload.writeUInt32BE(flag);
    this.#host.send(PayloadType.flag, payload);
  }
}
