// Adds to package-lock.json the builds for other platforms that a partial registry could not tell about: without them
// `npm ci` says that the lock file is out of step. Run after `npm install <package>`.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const file = join(import.meta.dirname, '../../package-lock.json');
const lock = JSON.parse(await readFile(file, 'utf8'));
const { packages } = lock;

/** Where Node finds a package that the one at `from` asks for; null when the lock has none. */
function locate(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules') - 1))) {
    const place = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (packages[place]) return place;
    if (folder === '') return null;
  }
}

function platformOf(name) {
  const parts = name.split('/').at(-1).split('-');
  const os = [
    'android',
    'darwin',
    'freebsd',
    'linux',
    'win32',
    'openharmony',
    'sunos',
    'openbsd',
    'netbsd',
    'aix',
  ].find((each) => parts.includes(each) || (each === 'win32' && parts.includes('windows')));
  const cpu = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'].find(
    (each) => parts.includes(each),
  );
  const libc =
    parts.includes('musl') || parts.includes('musleabihf') ? 'musl' : parts.includes('gnu') ? 'glibc' : undefined;
  return {
    ...(libc && os === 'linux' ? { libc: [libc] } : {}),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(os ? { os: [os] } : {}),
  };
}

let added = 0;
for (const [place, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const found = locate(place, name);
    if (found && (packages[found].version === version || !/^\d/.test(version))) continue;
    if (!/^\d/.test(version)) continue;
    const platform = platformOf(name);
    if (!platform.os && !platform.cpu) continue;
    const target = packages[`node_modules/${name}`] ? `${place}/node_modules/${name}` : `node_modules/${name}`;
    packages[target] = { version, ...platform, ...(entry.dev ? { dev: true } : {}), optional: true };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} added`);
