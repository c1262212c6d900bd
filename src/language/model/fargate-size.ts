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

/** All sizes, the smallest first: by CPU, then by memory. */
export const FARGATE_SIZES: readonly FargateSize[] = sizes(CHOICES);

/** The sizes that Windows containers can have. */
export const WINDOWS_FARGATE_SIZES: readonly FargateSize[] = sizes(CHOICES.filter(({ isForWindows }) => isForWindows));

function sizes(choices: readonly Choice[]): readonly FargateSize[] {
  return choices.flatMap(({ cpu, memory }) => memory.map((mebibytes) => ({ cpu, memory: mebibytes })));
}

function steps(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}
