import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { encodeFrame } from '../../../src/session/wire/frame.ts';
import { acknowledge, agentFrame, channelClosed, output } from './agent-frames.ts';
import { OpenedSession, turn } from './opened.ts';

const FRAMES_PER_SESSION = 2000;
const REQUEST = {
  AgentVersion: '3.3.1142.0',
  RequestedClientActions: [
    { ActionType: 'SessionType', ActionParameters: { SessionType: 'InteractiveCommands' } },
    { ActionType: 'KMSEncryption', ActionParameters: { KMSKeyId: 'key', Challenge: 'AAAA' } },
  ],
};

/** Random numbers that are the same for the same seed: a linear congruential generator. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  /** An integer from 0 to below `limit`. */
  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  bytes(most: number): Buffer {
    const bytes = Buffer.allocUnsafe(this.below(most + 1));
    for (let at = 0; at < bytes.length; at++) {
      bytes[at] = this.below(256);
    }
    return bytes;
  }
}

/**
 * Sends frames at random, sound ones, mutated ones and noise, to one session after another. Some sessions are shells,
 * some are encrypted, and some are paused or written to meanwhile. None may throw, and each can be closed.
 */
export async function frameStorm(count: number, seed: number): Promise<void> {
  const random = new Random(seed);
  for (let sent = 0; sent < count;) {
    const opened = new OpenedSession({
      size: { columns: 80, rows: 24 },
      encryption: {
        target: () => Promise.resolve('ecs:a_b_c'),
        dataKey: () => Promise.resolve({ plaintext: randomBytes(64), ciphertext: randomBytes(10) }),
      },
    });
    await turn();
    opened.socket.opens();
    const encrypted = random.below(2) === 0;
    if (encrypted) {
      opened.socket.receives(output(0, JSON.stringify(REQUEST), 5));
      await turn();
    }
    const end = Math.min(count, sent + FRAMES_PER_SESSION);
    while (sent < end && opened.session.state.name !== 'ended') {
      opened.socket.receives(someFrame(random));
      sent++;
      meddle(opened, random);
    }
    opened.session.close();
    await opened.session.ended;
    assert.equal(opened.clock.pending, 0);
  }
}

/** What a user, and time, do meanwhile. */
function meddle({ session, socket, clock, chunks, log }: OpenedSession, random: Random): void {
  switch (random.below(200)) {
    case 0:
      session.write(random.bytes(3000));
      break;
    case 1:
      session.interrupt();
      break;
    case 2:
      session.resize({ columns: random.below(300), rows: random.below(100) });
      break;
    case 3:
      session.pause();
      break;
    case 4:
    case 5:
      session.resume();
      break;
    case 6:
      clock.advance(random.below(300));
      break;
    case 7:
      socket.taken();
      chunks.length = 0;
      log.length = 0;
  }
}

function someFrame(random: Random): Buffer {
  if (random.below(10) === 0) {
    return random.bytes(300);
  }
  const frame = soundFrame(random);
  if (random.below(2) === 0) {
    return frame;
  }
  for (let changes = random.below(4); changes > 0; changes--) {
    frame[random.below(frame.length)] = random.below(256);
  }
  const mutated = random.below(4) === 0 ? frame.subarray(0, random.below(frame.length + 1)) : frame;
  return random.below(2) === 0 ? mutated : withDigest(mutated);
}

function soundFrame(random: Random): Buffer {
  const sequence = random.below(60);
  switch (random.below(12)) {
    case 0:
      return acknowledge(random.below(20));
    case 1:
      // Seldom, for it ends the session.
      return random.below(100) === 0 ? channelClosed('bye') : output(sequence, 'EXIT_CODE: 3', 12);
    case 2:
      return encodeFrame(agentFrame({ messageType: 'pause_publication', payload: random.bytes(20) }));
    case 3:
      return encodeFrame(agentFrame({ messageType: random.bytes(32).toString('latin1'), payload: random.bytes(20) }));
    case 4:
      return output(sequence, JSON.stringify(REQUEST), 5);
    case 5:
      return output(sequence, '{"HandshakeTimeToComplete":1,"CustomerMessage":"hello"}', 7);
    case 6:
      return output(sequence, JSON.stringify({ Challenge: random.bytes(80).toString('base64') }), 8);
    case 7:
      return output(random.below(2 ** 31), random.bytes(1024));
    case 8:
      return output(sequence, random.bytes(100), random.below(15));
    default:
      return output(sequence, random.bytes(200));
  }
}

/** Makes the digest right again, so that what is inside gets looked at. */
function withDigest(frame: Buffer): Buffer {
  if (frame.length >= 120) {
    const start = Math.min(frame.length, frame.readUInt32BE(0) + 4);
    frame.write(hash('sha256', frame.subarray(start), 'hex'), 80, 'hex');
  }
  return frame;
}
