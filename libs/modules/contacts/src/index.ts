export { contacts } from './contacts.module-def.js';
