import { moduleTablesDdl } from '@ruyi/engine/model';
import { shippedModules } from '@ruyi/modules/shipped';

/** The tables of the shipped modules as SQL. */
export const moduleTables = (): string => moduleTablesDdl(shippedModules);
