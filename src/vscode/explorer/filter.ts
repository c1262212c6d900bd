/** What the user has typed to narrow the tree: words that must all occur in the names of a service and its cluster. */
export class Filter {
  readonly text: string;
  readonly #words: readonly string[];

  constructor(text: string) {
    this.text = text.trim();
    this.#words = this.text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
  }

  get isOn(): boolean {
    return this.#words.length > 0;
  }

  /** Whether a cluster is meant, with all of its services. */
  isCluster(cluster: string): boolean {
    const name = cluster.toLowerCase();
    return this.#words.every((word) => name.includes(word));
  }

  /** Whether one of the words means a cluster, so that its services may be meant. */
  mayBeIn(cluster: string): boolean {
    const name = cluster.toLowerCase();
    return this.#words.some((word) => name.includes(word));
  }

  isService(cluster: string, service: string): boolean {
    const names = [cluster.toLowerCase(), service.toLowerCase()];
    return this.#words.every((word) => names.some((name) => name.includes(word)));
  }
}
