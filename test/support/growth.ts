/** Tells how work grows with the text that it is for: measured at n, 2n and 4n, by counting. */
import assert from 'node:assert/strict';
import { type Work, WorkCounter } from './work.ts';

/** How many of something a text has, and how many times as many then. */
const MANY = 25;
const GROWTH = [1, 2, 4] as const;
/** Where so many of them have more characters, there are fewer. */
const LONGEST = 2000;
/** So many steps for each character are no matter, however they grow. */
const FEW_PER_CHARACTER = 0.5;
/**
 * By so much the work may grow faster than the text: sorting does, and there are limits that only the last size
 * reaches.
 */
const TOLERANCE = 2;
/** The same from the second growth to the first, where what is done in any case makes no difference. */
const TOLERANCE_OF_GROWTH = 1.4;

/** What comes of an action, by its name: how much of it there is. */
export type Output = Readonly<Record<string, number>>;

/** Counts the work of actions on texts. Dispose of it, for all code is slower as long. */
export class GrowthMeter implements Disposable {
  readonly #counter = new WorkCounter();

  /** Fails where the work on a text with so many of something, or what comes of it, grows faster than the text. */
  assertNoFasterThanText(text: (count: number) => string, action: (text: string) => Output): void {
    const many = Math.min(MANY, Math.floor((MANY * LONGEST) / text(MANY).length));
    const texts = GROWTH.map((growth) => text(many * growth));
    assert.deepEqual(
      superlinear(
        texts.map(({ length }) => length),
        texts.map((each) => this.#workOn(each, action)),
      ),
      [],
    );
  }

  #workOn(text: string, action: (text: string) => Output): Work {
    let output: Output = {};
    const work = this.#counter.count(() => {
      output = action(text);
    });
    return new Map([...work, ...Object.entries(output)]);
  }

  [Symbol.dispose](): void {
    this.#counter[Symbol.dispose]();
  }
}

/** What grows faster than the texts' lengths. */
function superlinear(lengths: readonly number[], works: readonly Work[]): readonly string[] {
  const [first = 0, second = 0, last = 0] = lengths;
  const places = [...(works.at(-1)?.keys() ?? [])];
  return places.flatMap((place) => {
    const steps = works.map((work) => work.get(place) ?? 0);
    const [least = 0, more = 0, most = 0] = steps;
    const isFew = most < FEW_PER_CHARACTER * last;
    const isFaster =
      most > TOLERANCE * (last / first) * least &&
      most - more > TOLERANCE_OF_GROWTH * ((last - second) / (second - first)) * (more - least);
    return isFaster && !isFew ? [`${place}: ${steps.join(', ')} steps for ${lengths.join(', ')} characters`] : [];
  });
}
