/**
 * A transaction "of" this id sees no tenant's rows, only the tables that have no tenant (the wake-ups, the list of
 * tenants): the relay and the tick start from there.
 */
export const NO_TENANT = '00000000-0000-0000-0000-000000000000';
