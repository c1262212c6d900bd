// The layers of the house. A folder may import only from those below it; type-only imports count.
const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
const VSCODE = '^(vscode$|node_modules/(@types/)?vscode/)';
const AWS_SDK = '^(@aws-sdk|@smithy|@aws-crypto)|node_modules/(@aws-sdk|@smithy|@aws-crypto)/';

// What lies behind the interfaces of aws/ and session/.
const AWS_INSIDE = '^src/aws/(?!api/)';
const SESSION_INSIDE = '^src/session/(?!((shell|ports|commands|files)/)?api\\.ts$)';

// The rooms of a part, and from which others of it each may import.
const ROOMS = {
  session: {
    wire: [],
    transport: ['wire'],
    stream: ['wire'],
    channel: ['wire', 'transport', 'stream'],
    shell: ['wire', 'transport', 'stream', 'channel'],
    ports: ['wire', 'transport', 'stream', 'channel'],
    commands: ['wire', 'channel', 'shell'],
    files: ['shell', 'commands'],
  },
  aws: {
    api: [],
    configuration: ['api'],
    credentials: ['api', 'configuration'],
    errors: ['api', 'credentials'],
    'sign-in': ['api', 'configuration', 'credentials', 'errors'],
    gateway: ['api', 'configuration', 'credentials', 'errors'],
  },
};
const rooms = Object.entries(ROOMS).flatMap(([part, roomsOfPart]) =>
  Object.entries(roomsOfPart).map(([room, below]) =>
    forbid(
      `${part}-room-${room}`,
      { path: `^src/${part}/${room}/` },
      { path: [`^src/${part}/(?!(${[room, ...below].join('|')})/)[^/]+/`, `^src/${part}/index\\.ts$`] },
      `A room of ${part}/ imports only from those below it, and what lies in ${part}/ itself, which is for all.`,
    ),
  ),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }, 'Split what both sides need into a file of its own.'),
    {
      ...forbid(
        'no-folder-cycles',
        { path: '^src/' },
        { circular: true },
        'A folder is above another, or below it. Move what both need to where both may import it from.',
      ),
      scope: 'folder',
    },
    forbid(
      'vscode-has-a-ground',
      { path: '^src/vscode/[^/]+$' },
      { path: '^src/vscode/[^/]+/' },
      'What lies in vscode/ itself is for all its folders; it knows none of them.',
    ),
    forbid('no-unresolved', {}, { couldNotResolve: true, pathNot: '^vscode$' }, 'The import leads nowhere.'),
    forbid(
      'language-is-pure',
      { path: '^src/language/' },
      { pathNot: '^(src/language/|src/(text|sanitize|port)\\.ts$|node_modules/(jsonc-parser|yaml|web-tree-sitter)/)' },
      'language/ uses parsers and nothing else: no Node, no vscode, no AWS.',
    ),
    ...['json', 'yaml', 'hcl'].map((syntax) =>
      forbid(
        `syntaxes-are-exchangeable-${syntax}`,
        // Terraform's texts have JSON in them.
        { path: '^src/language/', pathNot: `^src/language/(index\\.ts$|syntax/(${syntax}|hcl)/)` },
        { path: `^src/language/syntax/${syntax}/` },
        'Only the service names a syntax. All else asks the Syntax that a value or a reader knows.',
      ),
    ),
    forbid(
      'a-syntax-is-one-file-to-others',
      { path: '^src/language/(index\\.ts$|syntax/hcl/)' },
      { path: '^src/language/syntax/(json|yaml)/(?!index\\.ts$)' },
      'A syntax is what its index.ts exports.',
    ),
    forbid(
      'hcl-is-one-file-to-others',
      { path: '^src/language/(?!syntax/hcl/)' },
      { path: '^src/language/syntax/hcl/(?!index\\.ts$)' },
      'A syntax is what its index.ts exports.',
    ),
    forbid(
      'session-knows-sockets-only',
      { path: '^src/session/' },
      { path: ['^src/(?!session/|(text|sanitize|problem|proxy|network-problem|port)\\.ts$)', AWS_SDK] },
      'What session/ needs from AWS is handed in as functions.',
    ),
    ...rooms,
    forbid(
      'aws-is-below',
      { path: '^src/aws/' },
      { path: '^src/(vscode|cli|readiness|live|session|language)/|^src/extension\\.ts$' },
      'aws/ answers questions; it knows nothing of who asks.',
    ),
    forbid(
      'aws-has-a-ground',
      { path: '^src/aws/(?!index\\.ts$)[^/]+$' },
      { path: '^src/aws/[^/]+/' },
      'What lies in aws/ itself is for all its rooms; it knows none of them.',
    ),
    forbid(
      'policies-are-pure',
      { path: '^src/policies/' },
      { pathNot: '^src/(policies/|text\\.ts$)' },
      'policies/ writes texts of what it is told: no Node, no vscode, no AWS.',
    ),
    forbid(
      'readiness-uses-interfaces',
      { path: '^src/readiness/' },
      { path: ['^src/(vscode|cli|session)/|^src/extension\\.ts$', AWS_INSIDE, AWS_SDK] },
      'readiness/ depends on live/, on the interface of aws/ and on language/.',
    ),
    forbid(
      'live-uses-interfaces',
      { path: '^src/live/' },
      {
        path: ['^src/(vscode|cli|readiness)/|^src/extension\\.ts$', AWS_INSIDE, SESSION_INSIDE, AWS_SDK],
      },
      'live/ knows a container and its sessions by interfaces; what it needs of readiness/ is handed in.',
    ),
    forbid(
      'vscode-builds-nothing',
      { path: '^src/vscode/' },
      {
        path: [AWS_INSIDE, SESSION_INSIDE, '^src/cli/', AWS_SDK, '^ws$|node_modules/ws/'],
      },
      'Only extension.ts constructs aws/ and session/; vscode/ sees their interfaces.',
    ),
    forbid(
      'vscode-api-in-its-layer',
      { path: '^src/', pathNot: '^src/(vscode/|extension\\.ts$)' },
      { path: VSCODE },
      'Only vscode/ and extension.ts may import vscode.',
    ),
    forbid('sdk-in-its-layer', { path: '^src/', pathNot: '^src/aws/' }, { path: AWS_SDK }, 'Only aws/ knows the SDK.'),
    forbid(
      'cli-checks-texts',
      { path: '^src/cli/', pathNot: '^src/cli/check/' },
      {
        path: [
          '^src/(?!(cli|language)/|(text|problem|sanitize|replace-file|hcl-parser)\\.ts$)',
          '^src/cli/check/',
          AWS_SDK,
        ],
      },
      'The linter reads files and writes reports; what is wrong in them language/ says.',
    ),
    forbid(
      'cli-check-makes-reports',
      { path: '^src/cli/check/' },
      { path: ['^src/(vscode|session|language)/|^src/extension\\.ts$', '^src/aws/(?!api/|index\\.ts$)', AWS_SDK] },
      'ecs-exec-check writes what readiness/ finds; of aws/ it makes what asks.',
    ),
    forbid('no-tests-in-product', { path: '^src/' }, { path: '^(test|scripts)/' }, 'Tests never ship.'),
    forbid(
      'simulator-is-independent',
      { path: '^test/simulator/(?!tests/)' },
      { path: '^(src/|test/(?!simulator/|support/))' },
      'The simulator knows the protocols by itself: what it shared with the product, it could not find wrong.',
    ),
    forbid(
      'no-dev-dependencies-in-product',
      { path: '^src/' },
      { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/(@types|typescript)/' },
      'A shipped file needs a dependency, not a devDependency.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // It is taken for the package of that name.
    exclude: { path: '^esbuild\\.mjs$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
};
