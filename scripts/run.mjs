// Runs a script of this project: `node scripts/run.mjs <file> [arguments]`.
//
// Plain JavaScript for whatever Node (18 or later) is on the machine, with nothing installed yet. It brings in what
// is missing (the dependencies, and Node 24 with them), then runs the file on Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  stop('Say which file to run: node scripts/run.mjs <file> [arguments]');
}

if (!dependenciesAreCurrent()) {
  npm('Installing the dependencies (npm ci).', 'ci');
}
if (node24() === undefined) {
  npm('Installing Node 24 (npm rebuild node).', 'rebuild', 'node', '--ignore-scripts=false');
}
const node = node24();
if (node === undefined) {
  stop('Node 24 could not be installed for this machine. Install it and run this again with it.');
}
run(node);

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes its own record last, so half is never whole.
 */
function dependenciesAreCurrent() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) {
    return false;
  }
  const installed = packagesOf(record);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    const found = installed[path];
    // Optional packages of other platforms are never there.
    if (found === undefined) {
      return path === '' || wanted.optional === true || wanted.peer === true;
    }
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages ?? {};
}

/** The Node to run on: the project's own, or the one running this where that is new enough. */
function node24() {
  const own = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  if (existsSync(own)) {
    return own;
  }
  return Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : undefined;
}

/** Runs npm quietly; shows what it said when it fails, and ends. */
function npm(headline, ...command) {
  console.log(headline);
  const started = process.env.npm_execpath ?? '';
  const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
  const { status, error, stdout, stderr } =
    basename(started) === 'npm-cli.js'
      ? spawnSync(process.execPath, [started, ...command], options)
      : spawnSync('npm', command, { ...options, shell: windows });
  if (status === 0) {
    return;
  }
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  stop(
    `npm ${command.join(' ')} failed${error ? `: ${error.message}` : ''}. Fix what it names above, then run this again.`,
  );
}

/** Runs the file and ends as it ends: same exit code, same signal. */
function run(binary) {
  const path = [dirname(binary), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(binary, [file, ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  const forward = (signal) => {
    // A terminal has sent Ctrl-C to the child as well.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) {
      child.kill(signal);
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    process.on(signal, forward);
  }
  child.on('error', (error) => stop(`${binary} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    for (const name of signals) {
      process.off(name, forward);
    }
    if (signal === null) {
      process.exitCode = code;
    } else {
      process.kill(process.pid, signal);
    }
  });
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
