import { Injectable, inject, signal } from '@angular/core';
import { ADMIN_MODULE, AUDIT_ACTIONS } from '@ruyi/contract/access';
import { messageOf } from '@ruyi/contract/errors';
import { isPlainObject } from '@ruyi/contract/field-values';
import { MessagingApi, ModuleStore, PeopleApi, SessionStore, type AuditEntry } from '@ruyi/ui/data-access';
import { NameCache, PickSource, Words } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';
import { KIND_NAMES } from '../fields/kind-names.js';
import { auditChanges } from './audit-changes.js';
import { AUDIT_KEY_NAMES } from './audit-key-names.js';
import { AUDIT_VALUE_TEXTS } from './audit-value-texts.js';
import { templateText } from './template-text.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const LONGEST = 160;
/** A new role has a hundred rights, and its page says them better. */
const MOST = 12;
/** Values that are words of ours, unlike what somebody typed. */
const VALUE_WORDS: ReadonlySet<string> = new Set([
  'true',
  'false',
  'natural',
  'working',
  'shared',
  'private',
  'mail',
  'sms',
  'code',
  'recoveryCode',
  'zh-CN',
  'en',
]);
/** Told in another way: what it is called, and what changed. */
const APART: ReadonlySet<string> = new Set(['name', 'before', 'after', 'key']);

/** One thing that an entry says: of a change what was and became, of anything else, and of what is new, the value alone. */
export interface AuditLine {
  readonly label: string;
  readonly before: string | null;
  readonly after: string;
}

/** Says entries of the audit log in words: the names of settings, roles, people, modules and fields. */
@Injectable()
export class AuditWords {
  private readonly t = injectTranslate();
  private readonly words = inject(Words);
  private readonly modules = inject(ModuleStore);
  private readonly names = inject(NameCache);
  private readonly source = inject(PickSource);
  private readonly people = inject(PeopleApi);
  private readonly session = inject(SessionStore);
  private readonly messaging = inject(MessagingApi);
  /** The modules of templates. */
  private readonly templates = signal<ReadonlyMap<string, string>>(new Map());
  private readonly roles = signal<ReadonlyMap<string, string>>(new Map());

  /** Names that entries hold as ids. Without them, or without the right to read them, the ids are shown. */
  load(): void {
    void this.source.users('', new AbortController().signal).catch(() => undefined);
    void this.source.departments().catch(() => undefined);
    void this.people
      .roles()
      .then(({ items }) => this.roles.set(new Map(items.map(({ id, name }) => [id, name]))))
      .catch(() => undefined);
    void this.messaging
      .templates()
      .then(({ items }) => this.templates.set(new Map(items.map(({ id, module }) => [id, module]))))
      .catch(() => undefined);
  }

  action({ action }: AuditEntry): string {
    const label = AUDIT_ACTIONS[action];
    return label ? this.words.of(label) : action;
  }

  /** Whom or what it concerned, as far as the entry names it. */
  about({ subjectId, detail }: AuditEntry): string {
    const named = [detail['name'], detail['login'], detail['email']].find((each) => typeof each === 'string');
    return typeof named === 'string' ? named : subjectId ? (this.names.nameOf(subjectId) ?? '') : '';
  }

  lines(entry: AuditEntry): readonly AuditLine[] {
    const { action, detail } = entry;
    // Of what is new, nothing was before, and its name stands above.
    const isNew = action.endsWith('.create');
    const changed = auditChanges(detail).filter(({ path }) => !(isNew && path.join('.') === 'name'));
    const changes = changed.map(({ path, before, after }) => ({
      label: this.labelOf(path),
      before: isNew ? null : this.said(before, path, entry),
      after: this.said(after, path, entry),
    }));
    const facts = Object.entries(detail)
      .filter(([key, value]) => !APART.has(key) && value !== null && value !== '')
      .map(([key, value]) => ({ label: this.named(key), before: null, after: this.said(value, [key], entry) }));
    const lines = [...facts, ...changes];
    if (lines.length <= MOST) return lines;
    const rest = this.t('admin.company.moreChanges', { count: lines.length - MOST });
    return [...lines.slice(0, MOST), { label: '', before: null, after: rest }];
  }

  private labelOf(path: readonly string[]): string {
    const [part = '', pair = '', ...rest] = path;
    const [module = '', ...key] = pair.split('.');
    if (part === 'permissions' && module === ADMIN_MODULE) return this.t(`admin.roles.admin.${key.join('.')}.name`);
    if (part === 'permissions') return `${this.module(module)} · ${this.t(`admin.roles.actions.${key.join('.')}`)}`;
    if (part === 'fields' && pair) return `${this.module(module)} · ${this.field(module, key.join('.'))}`;
    if (part === 'rules' && pair) return [this.t(`admin.pools.rule.${pair}`), ...rest.map(this.named)].join(' · ');
    return path.map(this.named).join(' · ');
  }

  private readonly named = (key: string): string => {
    const label = AUDIT_KEY_NAMES[key];
    return label ? this.words.of(label) : key;
  };

  private module(key: string): string {
    return this.words.of(this.modules.module(key)()?.label) || key;
  }

  private field(module: string, key: string): string {
    return (
      this.words.of(
        this.modules
          .module(module)()
          ?.fields.find((each) => each.key === key)?.label,
      ) || key
    );
  }

  /** A merge field's name; the path where nothing is known of it. */
  private fieldOfTemplate({ subjectId, detail }: AuditEntry, path: string): string {
    const after = isPlainObject(detail['after']) ? detail['after'] : {};
    const module = typeof after['module'] === 'string' ? after['module'] : this.templates().get(subjectId ?? '');
    const modules = module === undefined ? this.session.modules().map(({ key }) => key) : [module];
    const [key = '', ofTarget] = path.split('.');
    for (const each of modules) {
      const field = this.modules
        .module(each)()
        ?.fields.find((one) => one.key === key);
      if (!field) continue;
      const name = this.words.of(field.label);
      return ofTarget === undefined ? name : `${name} · ${this.field(field.target ?? '', ofTarget)}`;
    }
    return path;
  }

  private said(value: unknown, path: readonly string[], entry: AuditEntry): string {
    const [part] = path;
    if ((part === 'body' || part === 'subject') && typeof value === 'string' && entry.action.startsWith('template.'))
      return this.text(templateText(value, (field) => this.fieldOfTemplate(entry, field)));
    if (part === 'permissions') return this.t(`admin.roles.scope.${typeof value === 'string' ? value : 'none'}`);
    // A field that no rule speaks of can be edited.
    if (part === 'fields' && path.length > 1)
      return this.t(`admin.roles.access.${typeof value === 'string' ? value : 'edit'}`);
    if (part === 'module' && typeof value === 'string') return this.module(value);
    if (part === 'events' && Array.isArray(value)) return this.list(value.map((each) => this.event(String(each))));
    if (part === 'reason' && typeof value === 'string')
      return messageOf({ code: 'notAllowed', key: value }, this.words.locale());
    // Names of settings, not their values.
    if (part === 'fields' && Array.isArray(value)) return this.list(value.map((key) => this.named(String(key))));
    return this.valueOf(path.at(-1) ?? '', value) ?? this.text(value);
  }

  /** The word of a setting that has a few values; null where the value says itself. */
  private valueOf(setting: string, value: unknown): string | null {
    if (typeof value !== 'string') return null;
    const text = AUDIT_VALUE_TEXTS[setting]?.(value);
    if (text !== undefined) return this.t(text);
    return setting === 'type' && isKind(value) ? this.words.of(KIND_NAMES[value]) : null;
  }

  private event(event: string): string {
    const [module = '', name = ''] = event.split('.');
    return `${this.module(module)} · ${this.t(`admin.webhooks.event.${name}`)}`;
  }

  private text(value: unknown): string {
    if (value === null || value === undefined || value === '') return this.t('admin.company.nothing');
    if (Array.isArray(value)) return this.list(value.map((each) => this.text(each)));
    if (isPlainObject(value)) return this.object(value);
    const text = String(value);
    if (UUID.test(text)) return this.names.nameOf(text) ?? this.roles().get(text) ?? text;
    return VALUE_WORDS.has(text) ? this.named(text) : short(text);
  }

  private list(texts: readonly string[]): string {
    return texts.length > 0 ? short(texts.join(this.t('admin.company.listComma'))) : this.t('admin.company.nothing');
  }

  private object(value: Readonly<Record<string, unknown>>): string {
    const { zh, en } = value;
    if (typeof zh === 'string') return this.words.of({ zh, ...(typeof en === 'string' ? { en } : {}) });
    const conditions = JSON.stringify(value).match(/"op":/g)?.length ?? 0;
    if (conditions > 0) return this.t('admin.company.conditions', { count: conditions });
    return short(
      Object.entries(value)
        .map(([key, each]) => `${this.named(key)} ${this.text(each)}`)
        .join(this.t('admin.company.listComma')),
    );
  }
}

function isKind(value: string): value is keyof typeof KIND_NAMES {
  return Object.hasOwn(KIND_NAMES, value);
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
