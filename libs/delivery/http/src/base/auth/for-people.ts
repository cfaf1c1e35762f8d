import { SetMetadata } from '@nestjs/common';
import type { AdminAction } from '@ruyi/contract/access';

export const FOR_PEOPLE = 'ruyi:for-people';

/** For routes about the caller's own account and sessions: an API key has neither. */
export const ForPeople = (): ClassDecorator & MethodDecorator => SetMetadata(FOR_PEOPLE, true);

/** What an API key may administer when its role says so; people, roles, keys, senders, the company and its log it never may. */
export const KEYS_MAY_ADMINISTER: ReadonlySet<AdminAction> = new Set(['metadata', 'pools', 'templates']);
