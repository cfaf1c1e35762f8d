import { provideStrings, type Strings } from '@ruyi/ui/kit';
import { dataTexts } from './data-texts.js';
import { webhookTexts } from './webhook-texts.js';
import { companyTexts } from './company-texts.js';
import { duplicateTexts } from './duplicate-texts.js';
import { fieldTexts } from './field-texts.js';
import { homeTexts } from './home-texts.js';
import { keyTexts } from './key-texts.js';
import { messageTexts } from './message-texts.js';
import { peopleTexts } from './people-texts.js';
import { poolTexts } from './pool-texts.js';
import { roleTexts } from './role-texts.js';
import { whyTexts } from './why-texts.js';
import { sendTexts } from './send-texts.js';
import { senderTexts } from './sender-texts.js';

const PARTS = {
  home: homeTexts,
  fields: fieldTexts,
  pools: poolTexts,
  people: peopleTexts,
  roles: roleTexts,
  keys: keyTexts,
  messages: messageTexts,
  senders: senderTexts,
  sends: sendTexts,
  company: companyTexts,
  data: dataTexts,
  webhooks: webhookTexts,
  why: whyTexts,
  duplicates: duplicateTexts,
};

function inLanguage(language: 'zh' | 'en'): Strings {
  return Object.fromEntries(Object.entries(PARTS).map(([key, part]) => [key, part[language]]));
}

/** Texts of the settings and message pages. */
export const provideAdminStrings = () => provideStrings('admin', { 'zh-CN': inLanguage('zh'), en: inLanguage('en') });
