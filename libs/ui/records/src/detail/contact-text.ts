import { runInInjectionContext, type Injector } from '@angular/core';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import type { ApiRecord } from '@ruyi/ui/data-access';
import { injectShownText } from '@ruyi/ui/fields';
import { cardFields } from '../list/list-columns.js';

/** Name, number and address as one text, as couriers and chats want it. */
export function contactText(injector: Injector, module: ModuleDescription, record: ApiRecord): string {
  const shown = runInInjectionContext(injector, injectShownText);
  const { phone, address } = cardFields(module);
  const name = record[module.nameField];
  const parts = [phone, address].map((field) => {
    if (!field) return '';
    const text = record._display[field.key];
    return shown({ field, value: record[field.key], text: typeof text === 'string' ? text : null });
  });
  return [typeof name === 'string' ? name : '', ...parts].filter((part) => part !== '').join(' ');
}
