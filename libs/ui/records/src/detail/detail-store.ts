import { Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import {
  ApiProblem,
  EventStream,
  ModuleStore,
  RecordApi,
  type ApiRecord,
  type RelatedCount,
} from '@ruyi/ui/data-access';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';

/** What the server says happened to a record. */
interface RecordEvent {
  readonly module?: string;
  readonly id?: string;
  readonly ids?: readonly string[];
}

/** One record with what surrounds it, read again whenever something changes. */
@Injectable()
export class DetailStore {
  private readonly api = inject(RecordApi);
  private readonly modules = inject(ModuleStore);
  readonly moduleKey = signal('');
  readonly recordId = signal('');
  readonly module = computed(() => (this.moduleKey() ? this.modules.module(this.moduleKey())() : undefined));
  readonly record = signal<ApiRecord | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly related = signal<readonly RelatedCount[]>([]);
  /** Grows with every change: parts that read for themselves follow it. */
  readonly changes = signal(0);

  constructor() {
    effect((onCleanup) => {
      const [module, id] = [this.moduleKey(), this.recordId()];
      this.changes();
      if (!module || !id) return;
      const stop = new AbortController();
      onCleanup(() => stop.abort());
      untracked(() => void this.read(module, id, stop.signal));
    });
    inject(EventStream)
      .of<RecordEvent>('record')
      .pipe(takeUntilDestroyed())
      .subscribe((event) => {
        const id = this.recordId();
        if (event.id === id || event.ids?.includes(id)) this.refresh();
      });
  }

  refresh(): void {
    this.changes.update((count) => count + 1);
  }

  /** Takes over an answer that is newer than what is shown. */
  take(record: ApiRecord): void {
    this.record.set(record);
    this.refresh();
  }

  private async read(module: string, id: string, stop: AbortSignal): Promise<void> {
    if (this.record()?.id !== id) {
      this.record.set(null);
      this.related.set([]);
    }
    this.problem.set(null);
    try {
      const [record, related] = await Promise.all([
        this.api.get(module, id, { signal: stop, deleted: true }),
        this.api.related(module, id).catch(() => ({ items: [] })),
      ]);
      if (stop.aborted) return;
      this.record.set(record);
      this.related.set(related.items);
    } catch (error) {
      if (!stop.aborted) this.problem.set(ApiProblem.from(error));
    }
  }
}
