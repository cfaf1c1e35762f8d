import { Injectable, computed, inject, linkedSignal, signal } from '@angular/core';
import {
  CREATABLE_FIELD_KINDS,
  type CreatableFieldKind,
  type Field,
  type Layout,
  type Option,
  type SettingName,
} from '@ruyi/contract/metadata';
import { ApiProblem, ModuleApi, ModuleStore, SessionStore, type SlotUsage } from '@ruyi/ui/data-access';
import {
  addSection,
  isRearranged,
  placeOf,
  putField,
  renameField,
  takeField,
  type Place,
  type Sections,
} from './design-layout.js';
import {
  changesOf,
  creationBody,
  drafted,
  explanationOf,
  freshField,
  isNew,
  patchBody,
  replacements,
  type SettingsDraft,
} from './field-draft.js';
import { KIND_NAMES } from './kind-names.js';

type Kind = Layout['kind'];
type Issues = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What the settings panel shows. */
export type Chosen = { readonly field: string } | { readonly section: string } | null;

const PANES: readonly Kind[] = ['form', 'detail'];

/** The fields and layouts of a module while they are being designed; nothing reaches the server before {@link save}. */
@Injectable()
export class DesignerStore {
  private readonly api = inject(ModuleApi);
  private readonly modules = inject(ModuleStore);
  private readonly session = inject(SessionStore);

  readonly moduleKey = signal('');
  readonly kind = signal<Kind>('form');
  readonly module = computed(() => (this.moduleKey() ? this.modules.module(this.moduleKey())() : undefined));
  readonly chosen = linkedSignal<string, Chosen>({ source: () => this.moduleKey(), computation: () => null });
  readonly slots = signal<SlotUsage | null>(null);
  readonly saving = signal(false);
  readonly complaint = signal<string | null>(null);
  readonly issues = signal<Issues>({});

  private readonly drafts = signal<Readonly<Record<string, SettingsDraft>>>({});
  private readonly created = signal<readonly Field[]>([]);
  private readonly arranged = signal<Readonly<Partial<Record<Kind, Sections>>>>({});

  readonly fields = computed<readonly Field[]>(() => {
    const drafts = this.drafts();
    return [...(this.module()?.fields ?? []), ...this.created()].map((field) => drafted(field, drafts[field.key]));
  });
  readonly byKey = computed(() => new Map(this.fields().map((field) => [field.key, field])));
  readonly sections = computed<Sections>(() => this.sectionsOf(this.kind()));
  readonly retired = computed(() => this.fields().filter((field) => field.retired));
  /** Fields in use that the layout on screen does not have. */
  readonly unplaced = computed(() => {
    const sections = this.sections();
    const isForm = this.kind() === 'form';
    return this.fields().filter(
      (field) =>
        !field.retired &&
        !(field.origin === 'system' && (field.hidden || (isForm && field.key !== 'ownerId'))) &&
        !(isForm && field.derived) &&
        !placeOf(sections, field.key),
    );
  });
  readonly custom = computed(() => this.fields().filter((field) => field.origin === 'custom').length);
  readonly targets = computed(() => this.session.modules());
  readonly field = computed(() => {
    const chosen = this.chosen();
    return chosen && 'field' in chosen ? this.byKey().get(chosen.field) : undefined;
  });
  readonly section = computed(() => {
    const chosen = this.chosen();
    return chosen && 'section' in chosen
      ? this.sections().find((section) => section.key === chosen.section)
      : undefined;
  });
  /** A new field is one change, on however many pages it stands. */
  readonly changes = computed(() => {
    const added = this.created().map((field) => field.key);
    const rearranged = Object.entries(this.arranged()).filter(([kind, sections]) =>
      isRearranged(this.savedSections(kind), sections, added),
    );
    return Object.keys(this.drafts()).length + added.length + rearranged.length;
  });

  open(module: string): void {
    this.reset();
    this.moduleKey.set(module);
    void this.readSlots();
  }

  reset(): void {
    this.drafts.set({});
    this.created.set([]);
    this.arranged.set({});
    this.issues.set({});
    this.complaint.set(null);
    const field = this.chosen();
    if (field && 'field' in field && isNew(field.field)) this.chosen.set(null);
  }

  choose(field: string): void {
    this.chosen.set({ field });
  }

  set(key: string, name: SettingName, value: unknown): void {
    this.issues.update(({ [key]: own, ...rest }) => {
      const left = withoutPath(own ?? {}, name);
      return Object.keys(left).length > 0 ? { ...rest, [key]: left } : rest;
    });
    if (isNew(key)) {
      this.created.update((fields) =>
        fields.map((field) => (field.key === key ? drafted(field, { [name]: value } as SettingsDraft) : field)),
      );
      return;
    }
    const base = this.module()?.fields.find((field) => field.key === key);
    if (!base) return;
    this.drafts.update(({ [key]: before, ...rest }) => {
      const draft = changesOf(base, { ...before, [name]: value } as SettingsDraft);
      return Object.keys(draft).length > 0 ? { ...rest, [key]: draft } : rest;
    });
  }

  /** The field's options as the server has them: only those can take records over. */
  savedOptions(key: string): readonly Option[] {
    return this.module()?.fields.find((field) => field.key === key)?.options ?? [];
  }

  /** Out of the palette onto the page; the detail page gets it too. */
  create(type: string, at: Place | null): void {
    const kind = CREATABLE_FIELD_KINDS.find((each) => each === type);
    if (!kind) return;
    const field = freshField(
      kind,
      this.nameFor(kind),
      this.targets().map((module) => module.key),
    );
    this.created.update((fields) => [...fields, field]);
    this.place(field.key, at);
    const other = PANES.find((pane) => pane !== this.kind());
    if (other) this.arrange(other, putField(this.sectionsOf(other), field.key, this.twin(other, at)));
    this.choose(field.key);
  }

  /** A text beside a select, shown and required while one option is chosen: 其他, and what it is. */
  explain(select: Field, option: Option): void {
    const field = explanationOf(select, option);
    this.created.update((fields) => [...fields, field]);
    for (const kind of PANES) {
      const sections = this.sectionsOf(kind);
      const beside = placeOf(sections, select.key);
      const at = beside ? { section: beside.section, index: beside.index + 1 } : this.twin(kind, null);
      this.arrange(kind, putField(sections, field.key, at));
    }
    this.choose(field.key);
  }

  place(key: string, at: Place | null): void {
    const sections =
      this.sections().length > 0 ? this.sections() : addSection([], { zh: '基本信息', en: 'Basics' }).sections;
    this.arrange(this.kind(), putField(sections, key, at ?? this.afterChosen(sections, key)));
  }

  rearrange(sections: Sections): void {
    this.arrange(this.kind(), sections);
  }

  /** A new field that is dropped again was never there. */
  remove(key: string): void {
    if (isNew(key)) this.created.update((fields) => fields.filter((field) => field.key !== key));
    for (const kind of isNew(key) ? PANES : [this.kind()]) {
      if (placeOf(this.sectionsOf(kind), key)) this.arrange(kind, takeField(this.sectionsOf(kind), key));
    }
    if (isNew(key)) this.chosen.set(null);
  }

  async retire(key: string): Promise<void> {
    await this.api.retireField(this.moduleKey(), key);
    this.drafts.update(({ [key]: _, ...rest }) => rest);
    for (const kind of PANES) if (this.arranged()[kind]) this.arrange(kind, takeField(this.sectionsOf(kind), key));
    await this.reread();
  }

  /** A retired field goes for good; the server takes its values away by a job. */
  async purge(key: string): Promise<void> {
    await this.api.purgeField(this.moduleKey(), key);
    await this.reread();
  }

  async restore(key: string): Promise<void> {
    await this.api.restoreField(this.moduleKey(), key);
    await this.reread();
    this.choose(key);
  }

  /** Back to the layout that ships. */
  async resetLayout(): Promise<void> {
    const kind = this.kind();
    await this.api.resetLayout(this.moduleKey(), kind);
    this.arranged.update(({ [kind]: _, ...rest }) => rest);
    await this.reread();
  }

  /** Everything that was changed; what fails stays in the draft, with the server's words beside its control. */
  async save(): Promise<boolean> {
    if (this.saving()) return false;
    this.saving.set(true);
    this.issues.set({});
    this.complaint.set(null);
    try {
      for (const field of this.created()) await this.attempt(field.key, () => this.saveNew(field));
      for (const [key, draft] of Object.entries(this.drafts()))
        await this.attempt(key, () => this.saveChanged(key, draft));
      const fine = Object.keys(this.issues()).length === 0 && this.complaint() === null;
      if (fine) for (const kind of PANES) await this.attempt(null, () => this.saveLayout(kind));
      await this.reread();
      return Object.keys(this.issues()).length === 0 && this.complaint() === null;
    } finally {
      this.saving.set(false);
    }
  }

  private async saveNew(field: Field): Promise<void> {
    const made = await this.api.createField(this.moduleKey(), creationBody(field));
    this.arranged.update((all) =>
      Object.fromEntries(
        Object.entries(all).map(([kind, sections]) => [kind, renameField(sections, field.key, made.key)]),
      ),
    );
    this.created.update((fields) => fields.filter((each) => each !== field));
    const chosen = this.chosen();
    await this.modules.refresh(this.moduleKey());
    if (chosen && 'field' in chosen && chosen.field === field.key) this.choose(made.key);
  }

  private async saveChanged(key: string, draft: SettingsDraft): Promise<void> {
    const base = this.module()?.fields.find((field) => field.key === key);
    if (!base) return;
    await this.api.updateField(this.moduleKey(), key, patchBody(base, draft));
    for (const { option, by } of replacements(base, draft))
      await this.api.retireOption(this.moduleKey(), key, option, by);
    await this.modules.refresh(this.moduleKey());
    this.drafts.update(({ [key]: _, ...rest }) => rest);
  }

  private async saveLayout(kind: Kind): Promise<void> {
    const sections = this.arranged()[kind];
    if (!sections) return;
    await this.api.saveLayout(this.moduleKey(), kind, sections);
    await this.modules.refresh(this.moduleKey());
    this.arranged.update(({ [kind]: _, ...rest }) => rest);
  }

  private async attempt(key: string | null, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      const problem = ApiProblem.from(error);
      if (key === null || problem.issues.every((issue) => issue.path === '')) {
        this.complaint.set(problem.issues[0]?.message ?? problem.detail ?? problem.code);
      }
      if (key === null) return;
      const own = Object.fromEntries(problem.issues.map((issue) => [issue.path, issue.message] as const).reverse());
      if (Object.keys(this.issues()).length === 0) this.choose(key);
      this.issues.update((issues) => ({ ...issues, [key]: own }));
    }
  }

  private async reread(): Promise<void> {
    await Promise.all([this.modules.refresh(this.moduleKey()), this.readSlots()]);
  }

  private async readSlots(): Promise<void> {
    const module = this.moduleKey();
    const slots = await this.api.slots(module).catch(() => null);
    if (module === this.moduleKey()) this.slots.set(slots);
  }

  private sectionsOf(kind: Kind): Sections {
    return this.arranged()[kind] ?? this.savedSections(kind);
  }

  private savedSections(kind: string): Sections {
    return this.module()?.layouts.find((layout) => layout.kind === kind)?.sections ?? [];
  }

  private arrange(kind: Kind, sections: Sections): void {
    const same = JSON.stringify(this.savedSections(kind)) === JSON.stringify(sections);
    this.arranged.update(({ [kind]: _, ...rest }) => (same ? rest : { ...rest, [kind]: sections }));
  }

  /** Below the chosen field, else at the end of the chosen or the first section. */
  private afterChosen(sections: Sections, key: string): Place {
    const chosen = this.chosen();
    const without = takeField(sections, key);
    const beside = chosen && 'field' in chosen ? placeOf(without, chosen.field) : null;
    if (beside) return { section: beside.section, index: beside.index + 1 };
    const named = chosen && 'section' in chosen ? without.findIndex((section) => section.key === chosen.section) : 0;
    const section = Math.max(0, named);
    return { section, index: without[section]?.fields.length ?? 0 };
  }

  /** The end of the section of the same name on the other page. */
  private twin(kind: Kind, at: Place | null): Place {
    const sections = this.sectionsOf(kind);
    const name = this.sections()[at?.section ?? 0]?.key;
    const section = Math.max(
      0,
      sections.findIndex((each) => each.key === name),
    );
    return { section, index: sections[section]?.fields.length ?? 0 };
  }

  private nameFor(kind: CreatableFieldKind) {
    const name = KIND_NAMES[kind];
    const taken = new Set(this.fields().map((field) => field.label.zh));
    if (!taken.has(name.zh)) return name;
    for (let number = 2; ; number++) {
      if (!taken.has(`${name.zh}${number}`)) return { zh: `${name.zh}${number}`, en: `${name.en} ${number}` };
    }
  }
}

/** Typing takes the complaint about a setting away. */
function withoutPath(issues: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(issues).filter(([path]) => path !== name && !path.startsWith(`${name}.`)));
}
