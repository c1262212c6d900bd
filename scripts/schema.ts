// Generates what is known of ECS's documents from the type declarations of @aws-sdk/client-ecs: `node
// scripts/schema.ts` writes the JSON Schemas for completion and hover, and the module in which the rules look up names;
// with `--check` it only says whether both are up to date.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { replaceFile } from '../src/replace-file.ts';
import { root } from './command.ts';
import { createReader } from './schema/declarations.ts';
import { CLUSTER, type DocumentSchema, jsonSchema, SERVICE, TASK_DEFINITION, TASK_RUN } from './schema/json-schema.ts';
import { createModel } from './schema/model.ts';
import { shapeModule } from './schema/shape.ts';

const SHAPE = 'src/language/notation/shape.ts';

const SCHEMAS: Readonly<Record<string, DocumentSchema>> = {
  'task-definition': TASK_DEFINITION,
  service: SERVICE,
  'task-run': TASK_RUN,
  cluster: CLUSTER,
};

const folder = join(root, 'node_modules', '@aws-sdk', 'client-ecs', 'dist-types', 'models');
const texts = globSync('*.d.ts', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8'));
const model = createModel(createReader(texts));

const files: readonly (readonly [string, string])[] = [
  ...Object.entries(SCHEMAS).map(
    ([name, schema]) =>
      [`schemas/${name}.schema.json`, `${JSON.stringify(jsonSchema(model, schema), undefined, 1)}\n`] as const,
  ),
  [SHAPE, await format(shapeModule(model), { ...(await resolveConfig(join(root, SHAPE))), parser: 'typescript' })],
];

for (const [file, text] of files) {
  const path = join(root, file);
  if (!process.argv.includes('--check')) {
    replaceFile(path, text);
  } else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(`${file} does not match the SDK in node_modules: run npm run generate`);
    process.exitCode = 1;
  }
}
if (process.exitCode === undefined) {
  console.log(`${model.structures.size} structures.`);
}
