import type { Command } from 'commander';
import { rebuildSearch } from '@ruyi/delivery/product';
import { companiesOf } from './companies-of.js';
import { operatorName } from './operator-name.js';
import { countLines, type CommandContext } from './command-context.js';

/** `search rebuild`. */
export function addSearchCommands(program: Command, { install, say }: CommandContext): void {
  program
    .command('search')
    .description('the quick search')
    .command('rebuild')
    .description('writes what records are found by anew, of one company or of all, while the product works on')
    .argument('[id]', 'a company')
    .action(async (id?: string) => {
      const opened = await install();
      const product = await opened.product();
      const all = await companiesOf(opened.ownerUrl);
      const chosen = id === undefined ? all : all.filter((company) => company.id === id);
      if (chosen.length === 0 && id !== undefined) throw new Error(`there is no company with the id ${id}`);
      for (const company of chosen) {
        await product.identity.operatorActs.keep(company.id, 'searchRebuild', { by: operatorName() });
        say(`${company.id}  ${company.name}`);
        countLines(await rebuildSearch(product, company.id)).forEach(say);
      }
    });
}
