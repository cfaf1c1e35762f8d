export { cleanMail } from './clean-mail.js';
export { cleanRichText } from './clean-rich-text.js';
