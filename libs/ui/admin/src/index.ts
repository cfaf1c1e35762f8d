export * from './admin-routes.js';
export * from './send-routes.js';
export * from './sends/dialog/open-send-dialog.js';
