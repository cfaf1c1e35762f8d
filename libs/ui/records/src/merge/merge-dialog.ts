import { Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { ApiProblem, RecordApi, type ApiRecord, type Changed } from '@ruyi/ui/data-access';
import { Words, injectShownText } from '@ruyi/ui/fields';
import { Icon, LoadError, SkeletonRows, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { firstToKeep, mergeRows, type MergeRow } from './merge-rows.js';

export interface MergeQuestion {
  readonly module: ModuleDescription;
  readonly ids: readonly string[];
}

/** 合并: the records side by side, a choice per field, and what would move. */
@Component({
  selector: 'ry-merge-dialog',
  imports: [Icon, LoadError, MatDialogModule, SkeletonRows],
  templateUrl: './merge-dialog.html',
  styleUrl: './merge-dialog.css',
})
export class MergeDialog {
  protected readonly question = inject<MergeQuestion>(MAT_DIALOG_DATA);
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly format = injectFormat();
  protected readonly title = this.t('records.merge.title', {
    count: this.question.ids.length,
    module: this.words.of(this.question.module.label),
  });
  private readonly shownText = injectShownText();
  private readonly api = inject(RecordApi);
  private readonly dialog = inject<MatDialogRef<MergeDialog, Changed<ApiRecord>>>(MatDialogRef);

  protected readonly busy = signal(false);
  protected readonly everything = signal(false);
  protected readonly keepOwners = signal(true);
  protected readonly refused = signal<ApiProblem | null>(null);

  protected readonly loaded = resource({
    loader: ({ abortSignal }) =>
      Promise.all(this.question.ids.map((id) => this.api.get(this.question.module.key, id, { signal: abortSignal }))),
  });
  protected readonly records = computed(() => (this.loaded.hasValue() ? this.loaded.value() : []));
  /** The record that stays. */
  protected readonly into = linkedSignal(() => firstToKeep(this.records())?.id ?? null);
  private readonly choices = linkedSignal<string | null, Readonly<Record<string, string>>>({
    source: this.into,
    computation: () => ({}),
  });
  protected readonly preview = resource({
    params: () => this.parties() ?? undefined,
    loader: ({ params, abortSignal }) =>
      this.api.mergePreview(this.question.module.key, params, { signal: abortSignal }),
  });
  private readonly rows = computed<readonly MergeRow[]>(() =>
    this.preview.hasValue() ? mergeRows(this.question.module, this.records(), this.preview.value()) : [],
  );
  protected readonly shown = computed(() => this.rows().filter((row) => row.choosable || this.everything()));
  protected readonly alike = computed(() => this.rows().filter((row) => !row.choosable).length);
  protected readonly moves = computed(() => (this.preview.hasValue() ? this.preview.value().moves : []));
  protected readonly losesOwner = computed(() => {
    const stays = this.records().find(({ id }) => id === this.into());
    return this.records().some(({ ownerId }) => ownerId && ownerId !== stays?.ownerId);
  });

  protected choiceOf(key: string): string {
    return this.choices()[key] ?? (this.preview.hasValue() ? this.preview.value().values[key] : undefined) ?? '';
  }

  /** Whether the value is one of those that the record will have. */
  protected stays(row: MergeRow, id: string): boolean {
    const choice = row.choosable ? this.choiceOf(row.field.key) : this.into();
    return choice === id || choice === 'all';
  }

  protected choose(key: string, choice: string): void {
    this.choices.update((choices) => ({ ...choices, [key]: choice }));
  }

  protected nameOf(record: ApiRecord): string {
    return String(record[this.question.module.nameField] ?? '') || this.t('records.unnamed');
  }

  protected ownerOf(record: ApiRecord): string {
    if (record['poolId']) return this.t('records.duplicate.inPool');
    return String(record._display['ownerId'] ?? this.t('records.duplicate.nobody'));
  }

  protected valueOf(record: ApiRecord, { field }: MergeRow): string {
    const shown = record._display[field.key];
    const text = typeof shown === 'string' ? shown : (shown?.join('、') ?? null);
    return this.shownText({ field, value: record[field.key], text });
  }

  protected async merge(): Promise<void> {
    const parties = this.parties();
    if (!parties || !this.preview.hasValue() || this.busy()) return;
    this.busy.set(true);
    this.refused.set(null);
    const values = Object.fromEntries(Object.keys(this.preview.value().values).map((key) => [key, this.choiceOf(key)]));
    const versions = Object.fromEntries(this.records().map(({ id, version }) => [id, version]));
    const keepAsTeamMember = this.losesOwner() && this.keepOwners();
    try {
      const request = { ...parties, values, versions, keepAsTeamMember };
      this.dialog.close(await this.api.merge(this.question.module.key, request));
    } catch (error) {
      this.refused.set(ApiProblem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  /** Each thing that is wrong, with the field that it is about. */
  protected refusal(error: unknown): string {
    const { detail, issues } = ApiProblem.from(error);
    const about = issues.map(({ path, message }) => {
      const field = this.question.module.fields.find(({ key }) => path === `values.${key}` || path === key);
      return field ? `${this.words.of(field.label)}：${message}` : message;
    });
    return [...new Set(about.length > 0 ? about : [detail || this.t('kit.error.unknown')])].join('；');
  }

  private parties(): { readonly into: string; readonly from: readonly string[] } | null {
    const into = this.into();
    const from = this.records().flatMap(({ id }) => (id === into ? [] : [id]));
    return into === null || from.length === 0 ? null : { into, from };
  }
}
