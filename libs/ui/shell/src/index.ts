export * from './shell-routes.js';
export * from './session/session-life.js';
