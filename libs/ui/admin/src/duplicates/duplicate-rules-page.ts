import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { DuplicateRule, Field, FieldKind } from '@ruyi/contract/metadata';
import { ApiProblem, ModuleApi, ModuleStore, SessionStore } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { SkeletonRows, Toaster, UnsavedChanges, injectTranslate } from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';

/** Kinds that the server compares, where the quick search finds them. */
const COMPARABLE: readonly FieldKind[] = ['text', 'mobile', 'telephone', 'email'];
const MODES = ['off', 'warn', 'forbid'] as const;
type Mode = (typeof MODES)[number];

/** 查重规则: which fields are looked at for duplicates, and whether one warns or forbids. */
@Component({
  selector: 'ry-duplicate-rules-page',
  imports: [AdminHeader, SkeletonRows],
  templateUrl: './duplicate-rules-page.html',
  styleUrls: ['../frame/form-page.css', './duplicate-rules-page.css'],
})
export class DuplicateRulesPage {
  readonly module = input.required<string>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly modules = inject(SessionStore).modules;
  protected readonly modes = MODES;
  private readonly api = inject(ModuleApi);
  private readonly store = inject(ModuleStore);
  private readonly router = inject(Router);
  private readonly toaster = inject(Toaster);

  protected readonly busy = signal(false);
  protected readonly description = computed(() => this.store.module(this.module())());
  protected readonly fields = computed<readonly Field[]>(() =>
    (this.description()?.fields ?? []).filter(
      (field) => COMPARABLE.includes(field.type) && field.search === true && !field.retired && !field.hidden,
    ),
  );
  private readonly rules = computed(() => this.description()?.duplicates ?? []);
  protected readonly chosen = linkedSignal<readonly DuplicateRule[], ReadonlyMap<string, Mode>>({
    source: this.rules,
    computation: (rules) => new Map(rules.map(({ field, mode }) => [field, mode])),
  });
  protected readonly dirty = computed(() => {
    const saved = new Map(this.rules().map(({ field, mode }) => [field, mode]));
    return this.fields().some(({ key }) => (saved.get(key) ?? 'off') !== (this.chosen().get(key) ?? 'off'));
  });

  constructor() {
    inject(UnsavedChanges).watch(() => this.dirty() && !this.busy());
  }

  protected choose(field: string, mode: Mode): void {
    this.chosen.update((chosen) => new Map([...chosen, [field, mode]]));
  }

  protected async go(module: string): Promise<void> {
    await this.router.navigate(['/settings/duplicates', module]);
  }

  protected save(): Promise<void> {
    const rules = this.fields().flatMap(({ key }): DuplicateRule[] => {
      const mode = this.chosen().get(key) ?? 'off';
      return mode === 'off' ? [] : [{ field: key, mode }];
    });
    return this.keep(rules);
  }

  protected reset(): Promise<void> {
    return this.keep(null);
  }

  private async keep(rules: readonly DuplicateRule[] | null): Promise<void> {
    this.busy.set(true);
    try {
      await this.api.setDuplicateRules(this.module(), rules);
      await this.store.refresh(this.module());
      void this.toaster.show(this.t('admin.home.saved'));
    } catch (error) {
      void this.toaster.show(ApiProblem.from(error).detail || this.t('kit.error.unknown'));
    } finally {
      this.busy.set(false);
    }
  }
}
