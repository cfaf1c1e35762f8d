export * from './check-database.js';
export * from './connect-database.js';
export { EntityManagers } from './entity-manager-of.js';
export * from './migrate.js';
export { PgDatabase } from './pg-database.js';
export * from './provision-roles.js';
export * from './sql-state-of.js';
export * from './tenantless-database.js';
export * from './translate-database-error.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded/embedded-postgres.js';
export { removeCluster } from './embedded/cluster-location.js';
export { freePort } from './embedded/free-port.js';
