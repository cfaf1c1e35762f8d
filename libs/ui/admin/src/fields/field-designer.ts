import { CdkDropListGroup } from '@angular/cdk/drag-drop';
import { Component, DestroyRef, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { SessionStore } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import {
  Breakpoint,
  Confirm,
  Icon,
  Shortcuts,
  SkeletonRows,
  Toaster,
  UnsavedChanges,
  injectTranslate,
} from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { DesignCanvas } from './design-canvas.js';
import { DesignerStore } from './designer-store.js';
import { FieldPalette } from './field-palette.js';
import { FieldPanel } from './field-panel.js';
import { SectionPanel } from './section-panel.js';

/** 字段与表单: palette, the real form, settings of what is chosen. */
@Component({
  selector: 'ry-field-designer',
  imports: [AdminHeader, CdkDropListGroup, DesignCanvas, FieldPalette, FieldPanel, Icon, SectionPanel, SkeletonRows],
  providers: [DesignerStore],
  templateUrl: './field-designer.html',
  styleUrl: './field-designer.css',
})
export class FieldDesigner {
  readonly module = input.required<string>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly screen = inject(Breakpoint);
  protected readonly store = inject(DesignerStore);
  protected readonly modules = inject(SessionStore).modules;
  private readonly toaster = inject(Toaster);
  private readonly confirm = inject(Confirm);
  private readonly router = inject(Router);
  private readonly unsaved = inject(UnsavedChanges);

  protected readonly phone = signal(false);
  protected readonly paletteOpen = signal(false);
  protected readonly title = computed(() => this.words.of(this.store.module()?.label));

  constructor() {
    effect(() => {
      const module = this.module();
      untracked(() => this.store.open(module));
    });
    this.unsaved.watch(() => this.store.changes() > 0);
    const remove = inject(Shortcuts).add({ keys: 'mod+s', whileTyping: true, run: () => void this.save() });
    inject(DestroyRef).onDestroy(remove);
  }

  protected async go(module: string): Promise<void> {
    await this.router.navigate(['/settings/fields', module]);
  }

  protected async save(): Promise<void> {
    if (this.store.changes() === 0) return;
    if (await this.store.save()) void this.toaster.show(this.t('admin.fields.saved'));
  }

  protected async resetLayout(): Promise<void> {
    const sure = await this.confirm.ask({
      title: this.t('admin.fields.resetTitle'),
      text: this.t('admin.fields.resetText'),
      confirm: this.t('admin.fields.reset'),
      danger: true,
    });
    if (sure) await this.store.resetLayout();
  }
}
