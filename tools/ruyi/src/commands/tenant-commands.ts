import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { AesSecretBox } from '@ruyi/platform/config';
import { deleteTenant, exportTenant, importTenant, type Reseal } from '@ruyi/platform/tenant-archive';
import { countLines, type CommandContext } from './command-context.js';
import { companiesOf } from './companies-of.js';
import { addressOf } from './address-of.js';
import { operatorName } from './operator-name.js';

/** `tenant list`, `create`, `export`, `import`, `delete`. */
export function addTenantCommands(program: Command, { install, say }: CommandContext): void {
  const tenant = program.command('tenant').description('companies of this install');

  tenant
    .command('list')
    .description('id, code, people and name of each')
    .action(async () => {
      const { ownerUrl } = await install();
      for (const { id, code, people, name } of await companiesOf(ownerUrl)) say(`${id}  ${code}  ${people}  ${name}`);
    });

  tenant
    .command('create')
    .description('a company with its administrator, who chooses a password by the link that is printed')
    .requiredOption('--company <name>', 'name of the company')
    .requiredOption('--name <name>', 'name of the administrator')
    .option('--email <address>')
    .option('--mobile <number>', 'one of the two')
    .action(async (options: { company: string; name: string; email?: string; mobile?: string }) => {
      const opened = await install();
      const { identity } = await opened.product();
      const { tenant: made } = await identity.signUp.run(
        {
          companyName: options.company,
          name: options.name,
          email: options.email,
          mobile: options.mobile,
          // Nobody knows it: the administrator's own is chosen by the link.
          password: randomBytes(24).toString('base64url'),
        },
        { ip: '127.0.0.1', userAgent: 'ruyi' },
      );
      await identity.operatorActs.keep(made.id, 'create', { by: operatorName() });
      const path = await identity.operatorReset.run(options.email ?? options.mobile ?? '', operatorName());
      say(`made ${made.id}  ${made.name}`);
      say(`choose a password within two hours: ${addressOf(opened.config)}${path}`);
    });

  tenant
    .command('export')
    .description('writes a company with all that is its own into one archive')
    .argument('<id>')
    .argument('<file>', 'to write, ….tar.gz')
    .action(async (tenantId: string, target: string) => {
      const opened = await install();
      const { ownerUrl, filesFolder } = opened;
      if (!(await companiesOf(ownerUrl)).some(({ id }) => id === tenantId))
        throw new Error(`there is no company with the id ${tenantId}`);
      // Before, so that an archive that was given up half-way is not unseen.
      const { identity } = await opened.product();
      await identity.operatorActs.keep(tenantId, 'export', { by: operatorName() });
      const { tables, files } = await exportTenant({ databaseUrl: ownerUrl, filesFolder, tenantId, target });
      say(`wrote ${target}: ${files} files, and rows of`);
      countLines(Object.fromEntries(tables.map(({ name, rows }) => [name, rows]))).forEach(say);
    });

  tenant
    .command('import')
    .description('takes an archive in, whole or not at all')
    .argument('<file>')
    .action(async (source: string) => {
      const opened = await install();
      const { ownerUrl, filesFolder, secret } = opened;
      const { tenantId, code, manifest, notes } = await importTenant({
        ownerUrl,
        filesFolder,
        source,
        reseal: resealWith(new AesSecretBox(secret)),
      });
      const { identity } = await opened.product();
      await identity.operatorActs.keep(tenantId, 'import', { by: operatorName(), from: manifest.tenant.id });
      say(`moved ${manifest.tenant.name} (${code}) to ${tenantId}: ${manifest.files} files, and rows of`);
      countLines(Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows]))).forEach(say);
      notes.forEach(say);
    });

  tenant
    .command('delete')
    .description('takes a company out with all that is its own, for good')
    .argument('<id>')
    .requiredOption('--name <name>', "the company's name, to be sure that it is the right one")
    .action(async (tenantId: string, { name }: { name: string }) => {
      const { ownerUrl, filesFolder } = await install();
      const counts = await deleteTenant({ ownerUrl, filesFolder, tenantId, name });
      say(`deleted ${name}: its files, and rows of`);
      countLines(counts).forEach(say);
    });
}

/** What another install sealed cannot be opened here. */
function resealWith(box: AesSecretBox): Reseal {
  return (sealed, from, to) => {
    try {
      return box.seal(to, box.open(from, sealed));
    } catch {
      return null;
    }
  };
}
