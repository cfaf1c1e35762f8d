import type { ModuleDefinition } from '../module-definition.js';
import { moduleTable } from './module-table.js';
import { customRecords, valueIndex } from './shared-tables.js';
import { tableDdl } from './table-ddl.js';

/** One module's table as SQL, from its definition alone. */
export function moduleTableDdl(definition: ModuleDefinition): string {
  return tableDdl(moduleTable(definition));
}

/** The tables of all shipped modules and those that they share. */
export function moduleTablesDdl(definitions: readonly ModuleDefinition[]): string {
  return [...definitions.map(moduleTableDdl), tableDdl(customRecords), tableDdl(valueIndex)].join('\n');
}
