/**
 * What the tree and the SDK take in memory, in a process of its own: `explorer-peer.ts <endpoint>`. Prints the bytes
 * that are in use when a hundred clusters with all their services and a thousand tasks are shown, above those of a
 * process that has loaded nothing.
 */

/** Heap, and what is outside of it but belongs to it. */
function inUse(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const before = inUse();
const { BenchTree } = await import('./explorer-tree.ts');
const tree = new BenchTree(process.argv[2] ?? '');
let tasks = 0;
for (const cluster of await tree.below()) {
  if (cluster.kind === 'cluster') {
    for (const service of await tree.below(cluster)) {
      if (service.kind === 'service' && tasks < 1000) {
        tasks += (await tree.below(service)).length;
      }
    }
  }
}
console.log(JSON.stringify({ bytes: inUse() - before, tasks }));
process.exit();
