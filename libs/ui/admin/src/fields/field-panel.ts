import { Component, computed, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SETTINGS_BY_KIND, type Field, type Option, type SettingName } from '@ruyi/contract/metadata';
import { ApiProblem, ModuleApi } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { Confirm, Icon, Toaster, injectTranslate } from '@ruyi/ui/kit';
import { ConditionSettings } from './condition-settings.js';
import { DefaultSetting } from './default-setting.js';
import { placeOf, putField, setFieldWidth, stepField } from './design-layout.js';
import { DesignerStore } from './designer-store.js';
import { isNew } from './field-draft.js';
import { kindName } from './kind-names.js';
import { OptionEditor } from './option-editor.js';
import { readSetting, settingsOf, writeSetting, type Setting, type SettingGroup } from './setting-fields.js';
import { SettingRow } from './setting-row.js';
import { slotClassOf } from './slot-class.js';

const CONDITIONS: readonly SettingName[] = ['showWhen', 'requiredWhen', 'readOnlyWhen'];
const WIDTHS = [25, 50, 75, 100] as const;

/** The settings of the chosen field: what its kind can be told, each with what the server says about it. */
@Component({
  selector: 'ry-field-panel',
  imports: [ConditionSettings, DefaultSetting, Icon, OptionEditor, RouterLink, SettingRow],
  templateUrl: './field-panel.html',
  styleUrl: './panel.css',
})
export class FieldPanel {
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly store = inject(DesignerStore);
  private readonly api = inject(ModuleApi);
  private readonly confirm = inject(Confirm);
  private readonly toaster = inject(Toaster);
  protected readonly widths = WIDTHS;

  private readonly key = computed(() => this.store.field()?.key ?? null);
  protected readonly kind = computed(() => this.words.of(kindName(this.store.field()?.type ?? 'text')));
  protected readonly isNew = computed(() => isNew(this.key() ?? ''));
  protected readonly usage = resource({
    params: () => {
      const key = this.key();
      return key && !isNew(key) ? { module: this.store.moduleKey(), key } : undefined;
    },
    loader: ({ params }) => this.api.fieldUsage(params.module, params.key),
  });
  protected readonly used = computed(() => (this.usage.hasValue() ? this.usage.value() : { records: 0, options: {} }));
  private readonly settings = computed(() => {
    const field = this.store.field();
    return field ? settingsOf(field, this.isNew(), this.store.targets()) : [];
  });
  protected readonly groups = computed(() => {
    const of = (group: SettingGroup) => this.settings().filter((setting) => setting.group === group);
    return { basic: of('basic'), switch: of('switch'), limit: of('limit'), more: of('more') };
  });
  protected readonly issues = computed(() => this.store.issues()[this.key() ?? ''] ?? {});
  protected readonly place = computed(() => {
    const key = this.key();
    return key ? placeOf(this.store.sections(), key) : null;
  });
  protected readonly width = computed(() => {
    const at = this.place();
    return at ? this.store.sections()[at.section]?.fields[at.index]?.width : undefined;
  });
  protected readonly relied = computed(() => {
    const field = this.store.field();
    return field === undefined || field.origin === 'system' || ('relied' in field && field.relied === true);
  });

  protected takes(field: Field, name: SettingName): boolean {
    return field.origin !== 'system' && (SETTINGS_BY_KIND[field.type] as readonly SettingName[]).includes(name);
  }

  protected value(field: Field, setting: Setting): unknown {
    return readSetting(field, setting.path);
  }

  protected set(field: Field, setting: Setting, value: unknown): void {
    const written = writeSetting(field, setting.path, value);
    // The English name that came out of the palette does not outlive the Chinese one.
    const renamed =
      isNew(field.key) && setting.path === 'label.zh' && field.label.en?.startsWith(kindName(field.type).en ?? ' ');
    this.store.set(field.key, setting.name, renamed ? { zh: value ?? '' } : written);
  }

  protected conditions(field: Field): readonly SettingName[] {
    return CONDITIONS.filter((name) => this.takes(field, name));
  }

  /** Only options that the server knows can be a default. */
  protected takesDefault(field: Field): boolean {
    return this.takes(field, 'default') && (!field.options || this.store.savedOptions(field.key).length > 0);
  }

  protected error(setting: Setting): string | null {
    const issues = this.issues();
    return (
      issues[setting.path] ??
      (setting.path === setting.name
        ? (Object.entries(issues).find(([path]) => path.startsWith(`${setting.name}.`))?.[1] ?? null)
        : null)
    );
  }

  protected defaultError(): string | null {
    return (
      Object.entries(this.issues()).find(([path]) => path === 'default' || path.startsWith('default.'))?.[1] ?? null
    );
  }

  /** Complaints that no control of the panel shows. */
  protected readonly others = computed(() => {
    const shown = this.settings().map((setting) => setting.name as string);
    return Object.entries(this.issues())
      .filter(
        ([path]) =>
          !shown.includes(path.split('.')[0] ?? '') &&
          !['options', 'default', ...CONDITIONS].some((name) => path.startsWith(name)),
      )
      .map(([, message]) => message);
  });

  protected hint(field: Field, setting: Setting): string {
    if (setting.name !== 'indexed') return '';
    if (field.origin !== 'custom') return this.t('admin.fields.shippedIndex');
    const of = slotClassOf(field.type);
    const slot = of ? this.store.slots()?.[of] : undefined;
    return slot ? this.t('admin.fields.slots', { used: slot.used, of: slot.of }) : '';
  }

  protected isFixed(field: Field, setting: Setting): boolean {
    return setting.name === 'indexed' && field.origin !== 'custom';
  }

  protected setOptions(field: Field, options: readonly Option[]): void {
    this.store.set(field.key, 'options', options);
  }

  protected setWidth(field: Field, text: string): void {
    const width = WIDTHS.find((each) => String(each) === text);
    this.store.rearrange(setFieldWidth(this.store.sections(), field.key, width));
  }

  protected step(field: Field, step: 1 | -1): void {
    this.store.rearrange(stepField(this.store.sections(), field.key, step));
  }

  protected toSection(field: Field, key: string): void {
    const sections = this.store.sections();
    const section = sections.findIndex((each) => each.key === key);
    if (section < 0) this.store.remove(field.key);
    else this.store.rearrange(putField(sections, field.key, { section, index: sections[section]?.fields.length ?? 0 }));
  }

  protected async purge(field: Field): Promise<void> {
    const name = this.words.of(field.label);
    const sure = await this.confirm.ask({
      title: this.t('admin.fields.purgeTitle', { name }),
      text: this.t(this.used().records ? 'admin.fields.purgeWithData' : 'admin.fields.purgeEmpty', {
        count: this.used().records,
      }),
      confirm: this.t('admin.fields.purgeField'),
      danger: true,
    });
    if (!sure) return;
    await this.attempt(async () => {
      await this.store.purge(field.key);
      this.store.chosen.set(null);
      void this.toaster.show(this.t('admin.fields.purgedNow', { name }));
    });
  }

  protected async retire(field: Field): Promise<void> {
    const name = this.words.of(field.label);
    const records = this.used().records;
    const sure = await this.confirm.ask({
      title: this.t('admin.fields.retireTitle', { name }),
      text: this.t(records ? 'admin.fields.retireWithData' : 'admin.fields.retireEmpty', { count: records }),
      confirm: this.t('admin.fields.retireField'),
      danger: true,
    });
    if (!sure) return;
    await this.attempt(async () => {
      await this.store.retire(field.key);
      this.store.chosen.set(null);
      void this.toaster.undoable(this.t('admin.fields.retiredNow', { name }), () => this.store.restore(field.key));
    });
  }

  private async attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      const problem = ApiProblem.from(error);
      void this.toaster.show(problem.issues[0]?.message ?? problem.detail);
    }
  }
}
