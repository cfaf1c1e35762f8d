import { contacts } from '@ruyi/modules/contacts';
import { customerPoolTraits, customers, dealTime } from '@ruyi/modules/customers';
import { followUpSource, followUps, touchTarget, tellMentioned } from '@ruyi/modules/follow-ups';
import type { PeopleOf } from '@ruyi/engine/messages';
import type { ModuleDefinition } from '@ruyi/engine/model';
import type { PoolTraits } from '@ruyi/engine/pool';
import type { RecordReader, TimelineSource, RecordBehaviour } from '@ruyi/engine/records';

/** The modules that ship, in the order of the menu. Adding a module is one folder and one line here. */
export const shippedModules: readonly ModuleDefinition[] = [customers, contacts, followUps];

/** What the pools need to know of the poolable ones. */
export const poolTraits: readonly PoolTraits[] = [customerPoolTraits];

/** What they do beside storing values. */
export const shippedBehaviours: readonly RecordBehaviour[] = [dealTime, touchTarget, tellMentioned];

/** What the shipped modules put on the timelines of other records. */
export const shippedTimelineSources = (reader: RecordReader): readonly TimelineSource[] => [followUpSource(reader)];

/** Whose messages also stand on the timeline of the record that they belong to. */
export const peopleOf: readonly PeopleOf[] = [{ module: 'customers', people: 'contacts', field: 'customer' }];
