import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/command.ts';
import { packageExtension } from '../../scripts/package.ts';
import type { Row } from './row.ts';

/** The part of esbuild's metafile that says what a bundle is made of. */
interface Metafile {
  readonly outputs: Readonly<
    Record<string, { readonly bytes: number; readonly inputs: Readonly<Record<string, unknown>> }>
  >;
}

const AWS_SDK = /node_modules\/(@aws-sdk|@aws-crypto|@smithy)\//;

/** Measures what is loaded on activation, what is loaded later, and what is downloaded. */
export async function benchBundles(): Promise<Row[]> {
  const vsix = await stat(await packageExtension());
  const { outputs } = JSON.parse(await readFile(join(root, 'out', 'metafile.json'), 'utf8')) as Metafile;
  const bundle = (name: string) => {
    const output = outputs[`dist/${name}.cjs`];
    if (output === undefined) {
      throw new Error(`There is no bundle ${name}.`);
    }
    return {
      size: kilobytes(output.bytes),
      sdkModules: Object.keys(output.inputs).filter((path) => AWS_SDK.test(path)).length,
    };
  };
  const activation = bundle('extension');
  return [
    { what: 'Activation: code, minified', figure: activation.size, goal: '≤ 45 KB' },
    { what: 'Activation: modules of the AWS SDK', figure: String(activation.sdkModules), goal: '0' },
    { what: 'First document: what shows findings', figure: bundle('editor').size },
    { what: 'First document: the language service', figure: bundle('language').size },
    { what: 'First live view or command: what shows and does it', figure: bundle('live').size },
    { what: 'First question to AWS: the AWS SDK', figure: bundle('aws').size },
    { what: 'First readiness report: its checks', figure: bundle('readiness').size },
    { what: 'First session: the data channel', figure: bundle('session').size },
    { what: 'VSIX', figure: kilobytes(vsix.size), goal: '≤ 800 KB' },
  ];
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} KB`;
}
