import { Component, Injector, computed, effect, inject, input, linkedSignal, output, untracked } from '@angular/core';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { ApiProblem, RecordApi, SessionStore, type ApiRecord } from '@ruyi/ui/data-access';
import { FieldInputHost, FileNames, Words, stringList } from '@ruyi/ui/fields';
import { Toaster, injectTranslate } from '@ruyi/ui/kit';
import { FormModel, same } from '../form/form-model.js';

/** 附件: the files and images of the record; adding or taking one away is saved at once. */
@Component({
  selector: 'ry-files-tab',
  imports: [FieldInputHost],
  styles: ':host { display: block } h3 { margin: 0 0 8px } section { margin-bottom: 20px }',
  template: `
    @for (field of fields(); track field.key) {
      <section>
        <h3 [id]="form().control(field.key).id + '-label'">{{ words.of(field.label) }}</h3>
        <ry-field-input [control]="form().control(field.key)" />
      </section>
    }
  `,
})
export class FilesTab {
  readonly module = input.required<ModuleDescription>();
  readonly record = input.required<ApiRecord>();
  readonly changed = output<ApiRecord>();
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  private readonly api = inject(RecordApi);
  private readonly session = inject(SessionStore);
  private readonly names = inject(FileNames);
  private readonly toaster = inject(Toaster);
  private readonly injector = inject(Injector);
  private saving: Promise<void> = Promise.resolve();
  protected readonly fields = computed(() =>
    this.module().fields.filter(
      (field) => (field.type === 'files' || field.type === 'images') && !field.retired && !field.hidden,
    ),
  );
  protected readonly form = linkedSignal<string, FormModel>({
    source: () => this.record().id,
    computation: () => untracked(() => this.begin()),
  });

  constructor() {
    effect(() => {
      const values = this.form().values();
      untracked(() => {
        const changed = Object.entries(values).filter(([key, value]) => !same(value, this.record()[key]));
        if (changed.length > 0) this.saving = this.saving.then(() => this.save(Object.fromEntries(changed)));
      });
    });
  }

  private async save(values: Readonly<Record<string, unknown>>): Promise<void> {
    const record = this.record();
    if (Object.entries(values).every(([key, value]) => same(value, record[key]))) return;
    try {
      this.changed.emit((await this.api.update(this.module().key, record.id, record.version, values)).body);
    } catch (error) {
      this.form.set(this.begin());
      await this.toaster.show(ApiProblem.from(error).detail || this.t('kit.error.unknown'));
    }
  }

  private begin(): FormModel {
    const record = this.record();
    const mayEdit = record._can?.includes('edit') ?? false;
    for (const field of this.fields()) {
      const words = record._display[field.key];
      const ids = stringList(record[field.key]);
      const names = typeof words === 'string' ? words.split(/、|, /) : (words ?? []);
      if (names.length === ids.length)
        this.names.keep(ids.map((id, at) => ({ id, ...(names[at] ? { name: names[at] } : {}) })));
    }
    return new FormModel(
      {
        fields: this.fields(),
        values: Object.fromEntries(this.fields().map((field) => [field.key, record[field.key] ?? null])),
        fixed: (field) => !mayEdit || this.session.fieldAccess(this.module().key, field.key) !== 'edit',
      },
      this.injector,
    );
  }
}
