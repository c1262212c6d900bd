import * as vscode from 'vscode';
import { Owner } from './disposable.ts';

/** What has the rows of a tree. */
interface Tree<Row> {
  /** Fires with the row below which something has changed; with none for all. */
  readonly onDidChangeTreeData: vscode.Event<Row | undefined>;
  getChildren(row?: Row): Row[] | Promise<Row[]>;
  getTreeItem(row: Row): vscode.TreeItem;
  getParent(row: Row): Row | undefined;
}

/** A tree whose rows come from a bundle that is loaded when the tree is first shown. */
export class LazyTree<Row> extends Owner implements vscode.TreeDataProvider<Row> {
  readonly #load: () => Promise<Tree<Row>>;
  readonly #changed = this.own(new vscode.EventEmitter<Row | undefined>());
  #tree: Promise<Tree<Row>> | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(load: () => Promise<Tree<Row>>) {
    super();
    this.#load = load;
  }

  async getChildren(row?: Row): Promise<Row[]> {
    return (await this.#loaded()).getChildren(row);
  }

  async getTreeItem(row: Row): Promise<vscode.TreeItem> {
    return (await this.#loaded()).getTreeItem(row);
  }

  async getParent(row: Row): Promise<Row | undefined> {
    return (await this.#loaded()).getParent(row);
  }

  #loaded(): Promise<Tree<Row>> {
    return (this.#tree ??= this.#load().then((tree) => {
      this.own(tree.onDidChangeTreeData((row) => this.#changed.fire(row)));
      return tree;
    }));
  }
}
