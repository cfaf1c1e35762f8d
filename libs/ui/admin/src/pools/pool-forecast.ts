import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import type { PoolPreview } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { injectFormat, injectTranslate } from '@ruyi/ui/kit';

/** What the rules would do, before they do it: tonight, in 7, in 30 days, to whom. */
@Component({
  selector: 'ry-pool-forecast',
  imports: [RouterLink],
  templateUrl: './pool-forecast.html',
  styleUrl: './pool-forecast.css',
})
export class PoolForecast {
  readonly preview = input.required<PoolPreview>();
  readonly module = input<ModuleDescription>();
  readonly graceDays = input(0);

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly words = inject(Words);
  private readonly most = computed(() => Math.max(1, ...this.preview().owners.map((owner) => owner.in7 || 0)));
  protected readonly share = computed(() => {
    const { owned, in7 } = this.preview();
    return owned > 0 ? this.format.number((in7.count / owned) * 100, 1) : '0';
  });

  protected bar(count: number): number {
    return Math.round((100 * count) / this.most());
  }

  protected level(key: string | null): string {
    const option = this.module()
      ?.fields.find((field) => field.key === 'level')
      ?.options?.find((each) => each.key === key);
    return option ? this.words.of(option.label) : (key ?? '');
  }

  protected reason(record: PoolPreview['first'][number]): string {
    const level = record.level ? this.level(record.level) : this.t('admin.pools.allLevels');
    return this.t(`admin.pools.because.${record.rule.kind}`, { idle: record.idleDays, level, days: record.rule.days });
  }
}
