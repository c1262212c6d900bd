/** A size that a task on Fargate can have. */
export interface FargateSize {
  /** In CPU units. */
  readonly cpu: number;
  /** In MiB. */
  readonly memory: number;
}

/** The amounts of memory, in MiB, that go with an amount of CPU, in CPU units. */
interface Choice {
  readonly cpu: number;
  readonly memory: readonly number[];
  readonly isForWindows: boolean;
}

/**
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 * The largest, 32768 with 61440, 122880 or 249856, is not among them: not every region has it.
 */
const CHOICES: readonly Choice[] = [
  { cpu: 256, memory: [512, 1024, 2048], isForWindows: false },
  { cpu: 512, memory: steps(1024, 4096, 1024), isForWindows: false },
  { cpu: 1024, memory: steps(2048, 8192, 1024), isForWindows: true },
  { cpu: 2048, memory: steps(4096, 16384, 1024), isForWindows: true },
  { cpu: 4096, memory: steps(8192, 30720, 1024), isForWindows: true },
  { cpu: 8192, memory: steps(16384, 61440, 4096), isForWindows: false },
  { cpu: 16384, memory: steps(32768, 122880, 8192), isForWindows: false },
];

/** The largest amount of CPU, of which sources tell different things. */
export const CONTESTED_CPU = 32768;

/** The amounts of memory that the documentation names for it. */
export const CONTESTED_MEMORY: readonly number[] = [61440, 122880, 249856];

/** The sizes of one operating system. */
export class FargateSizes {
  /** In CPU units, the smallest first. */
  readonly cpu: readonly number[];
  readonly #memory: ReadonlyMap<number, readonly number[]>;

  constructor(choices: readonly Choice[]) {
    this.cpu = choices.map(({ cpu }) => cpu);
    this.#memory = new Map(choices.map(({ cpu, memory }) => [cpu, memory]));
  }

  /** What goes with an amount of CPU, the least first; nothing if there is no such amount. */
  memoryFor(cpu: number): readonly number[] {
    return this.#memory.get(cpu) ?? [];
  }

  /** All that have so much at least, the smallest first: by CPU, then by memory. */
  atLeast(leastCpu: number, leastMemory: number): readonly FargateSize[] {
    return this.cpu
      .filter((cpu) => cpu >= leastCpu)
      .flatMap((cpu) => this.memoryFor(cpu).map((memory) => ({ cpu, memory })))
      .filter(({ memory }) => memory >= leastMemory);
  }
}

export const LINUX_SIZES = new FargateSizes(CHOICES);

export const WINDOWS_SIZES = new FargateSizes(CHOICES.filter(({ isForWindows }) => isForWindows));

function steps(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}
