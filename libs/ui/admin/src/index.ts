export * from './admin-routes.js';
export * from './send-routes.js';
