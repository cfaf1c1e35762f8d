import { contacts } from '@ruyi/modules/contacts';
import { customers } from '@ruyi/modules/customers';
import { followUps } from '@ruyi/modules/follow-ups';
import type { ModuleDefinition } from '@ruyi/engine/model';

/** The modules that ship, in the order of the menu. Adding a module is one folder and one line here. */
export const shippedModules: readonly ModuleDefinition[] = [customers, contacts, followUps];
