export * from './aes-secret-box.js';
export * from './config.js';
export * from './config-error.js';
export * from './install-secret.js';
