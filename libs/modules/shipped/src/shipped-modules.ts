import { contacts } from '@ruyi/modules/contacts';
import { customerPoolTraits, customers } from '@ruyi/modules/customers';
import { followUps } from '@ruyi/modules/follow-ups';
import type { ModuleDefinition } from '@ruyi/engine/model';
import type { PoolTraits } from '@ruyi/engine/pool';

/** The modules that ship, in the order of the menu. Adding a module is one folder and one line here. */
export const shippedModules: readonly ModuleDefinition[] = [customers, contacts, followUps];

/** What the pools need to know of the poolable ones. */
export const poolTraits: readonly PoolTraits[] = [customerPoolTraits];
