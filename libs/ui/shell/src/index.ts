export * from './shell-routes.js';
export * from './preload-marked.js';
export * from './session/session-life.js';
