/** Negative, zero or positive, as the first version is older, the same or newer. Versions are numbers with dots. */
export function compareVersions(a: string, b: string): number {
  const [numbers, others] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let at = 0; at < Math.max(numbers.length, others.length); at += 1) {
    const difference = (numbers[at] ?? 0) - (others[at] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
