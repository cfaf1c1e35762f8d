import { moduleTablesDdl } from '@ruyi/engine/model';
import { shippedModules } from '@ruyi/modules/shipped';

const HEADER = `-- The tables of the shipped modules, made from their definitions by tools/ddl/write-module-tables.mjs: not edited by hand.
-- A test compares the catalog that this makes with the one that the definitions make.

`;

/** The text of migrations/0006_modules.sql. */
export function moduleTablesMigration(): string {
  return HEADER + moduleTablesDdl(shippedModules);
}
