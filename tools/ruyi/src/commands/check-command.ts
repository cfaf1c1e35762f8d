import type { Command } from 'commander';
import { checkTenant } from '@ruyi/delivery/product';
import { companiesOf } from './companies-of.js';
import { operatorName } from './operator-name.js';
import type { CommandContext } from './command-context.js';

/** `check`. */
export function addCheckCommand(program: Command, { install, say }: CommandContext): void {
  program
    .command('check')
    .description('holds the data of one company or of all against itself; ends with 1 when something is wrong')
    .argument('[id]', 'a company')
    .action(async (id?: string) => {
      const opened = await install();
      const product = await opened.product();
      const all = await companiesOf(opened.ownerUrl);
      const chosen = id === undefined ? all : all.filter((company) => company.id === id);
      if (chosen.length === 0 && id !== undefined) throw new Error(`there is no company with the id ${id}`);
      let wrong = 0;
      for (const company of chosen) {
        await product.identity.operatorActs.keep(company.id, 'check', { by: operatorName() });
        const findings = await checkTenant(product, company.id);
        wrong += findings.length;
        say(`${company.id}  ${company.name}  ${findings.length === 0 ? 'ok' : 'WRONG'}`);
        for (const { what, count, examples } of findings) say(`  ${count} ${what}: ${examples.join(' ')}`);
      }
      if (wrong > 0) process.exitCode = 1;
    });
}
