import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { ShellSession } from '../../../src/session/shell/session.ts';
import type { Socket, SocketEvents } from '../../../src/session/transport/socket.ts';
import { decodeFrame } from '../../../src/session/wire/frame.ts';
import { runs } from '../../support/properties.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ModelAgent } from '../support/model-agent.ts';
import { turn } from '../support/opened.ts';

interface Network {
  readonly loss: number;
  readonly doubling: number;
  /** Each frame takes from 1 ms to this long: frames overtake each other. */
  readonly slowest: number;
  readonly seed: number;
}

const HOUR = 3_600_000;

/** A link between a session and a model agent, in the time of a fake clock. */
class Link {
  readonly clock = new FakeClock();
  readonly agent: ModelAgent;
  readonly session: ShellSession;
  readonly chunks: Uint8Array[] = [];
  readonly #network: Network;
  #random: number;
  #toClient: SocketEvents | undefined;
  #perfect = false;

  constructor(network: Network, terminalDelay: number) {
    this.#network = network;
    this.#random = network.seed | 1;
    this.agent = new ModelAgent(this.clock, terminalDelay, (bytes) =>
      this.#carry(() => this.#toClient?.onMessage(bytes)),
    );
    this.session = new ShellSession(
      {
        sessionId: 's',
        streamUrl: 'wss://x',
        tokenValue: 't',
        sign: () => Promise.resolve({}),
        onOutput: (bytes) => this.chunks.push(bytes),
      },
      { clock: this.clock, openSocket: (_url, _headers, events) => this.#open(events) },
    );
  }

  async connect(): Promise<void> {
    await turn();
    this.#toClient?.onOpen();
  }

  /** From now on frames arrive at once: the agent's last words are not repeated. */
  repair(): void {
    this.#perfect = true;
  }

  #open(events: SocketEvents): Socket {
    this.#toClient = events;
    return {
      unsent: 0,
      send: (message) => {
        const decoded = typeof message === 'string' ? undefined : decodeFrame(message);
        if (decoded?.ok === true) {
          this.#carry(() => this.agent.receive(decoded.frame));
        }
      },
      // TCP does not lose what it carries.
      ping: () => void this.clock.after(1 + this.#network.slowest, () => events.onAlive()),
      pause: () => undefined,
      resume: () => undefined,
      close: () => undefined,
    };
  }

  #carry(deliver: () => void): void {
    if (this.#perfect) {
      deliver();
      return;
    }
    for (let copies = this.#chance(this.#network.doubling) ? 2 : 1; copies > 0; copies--) {
      if (!this.#chance(this.#network.loss)) {
        this.clock.after(1 + this.#next() * this.#network.slowest, deliver);
      }
    }
  }

  #chance(probability: number): boolean {
    return this.#next() < probability;
  }

  /** From 0 to 1: a linear congruential generator, so that a failure can be replayed. */
  #next(): number {
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#random / 2 ** 32;
  }
}

const anyNetwork = fc.record({
  loss: fc.double({ min: 0, max: 0.3, noNaN: true }),
  doubling: fc.double({ min: 0, max: 0.3, noNaN: true }),
  slowest: fc.integer({ min: 0, max: 400 }),
  seed: fc.nat(),
});
const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 3000 }), { minLength: 1, maxLength: 40 });
/** A write that is a Ctrl-C takes back what waits, which is another test. */
const inputs = chunks.filter((writes) => writes.every((write) => write.length > 1));

suite('over a network that loses, doubles, delays and reorders', () => {
  test('every byte arrives once and in order, both ways', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyNetwork,
        chunks,
        inputs,
        fc.integer({ min: 0, max: 3000 }),
        async (network, outputs, writes, terminalDelay) => {
          const link = new Link(network, terminalDelay);
          for (const write of writes) {
            link.session.write(write);
          }
          await link.connect();
          for (const chunk of outputs) {
            link.agent.write(chunk);
          }
          const input = Buffer.concat(writes);
          const output = Buffer.concat(outputs);
          const arrived = (): boolean => link.agent.input.length >= input.length && link.agent.hasNothingUnacknowledged;
          assert.ok(link.clock.runUntil(arrived, HOUR), 'everything arrives within an hour');
          link.repair();
          link.agent.closeChannel();
          assert.deepEqual(await link.session.ended, { reason: 'closed', message: '' });
          assert.ok(Buffer.concat(link.chunks).equals(output));
          assert.ok(link.agent.input.equals(input));
        },
      ),
      runs(),
    );
  });
});
