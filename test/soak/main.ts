/**
 * Tests that take minutes: `main.ts [name …]`. Sessions over networks that are worse, floods that are longer and peers
 * that go on longer than those of `npm test`.
 */
const soaks: Readonly<Record<string, () => Promise<unknown>>> = {
  ending: () => import('./ending.ts'),
  endless: () => import('./endless.ts'),
  frames: () => import('./frames.ts'),
  memory: () => import('./memory.ts'),
  transfer: () => import('./transfer.ts'),
};

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(soaks);
for (const name of chosen) {
  const soak = soaks[name];
  if (soak === undefined) {
    throw new Error(`There is no soak ${name}. There are: ${Object.keys(soaks).join(', ')}.`);
  }
  await soak();
}
