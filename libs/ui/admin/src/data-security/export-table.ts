import { Component, inject, signal } from '@angular/core';
import { ApiProblem, DataSecurityApi, FileApi, SessionStore, type ListedExport } from '@ruyi/ui/data-access';
import { EmptyState, LoadError, SkeletonRows, injectFormat, injectTranslate } from '@ruyi/ui/kit';

/** Who exported what, and whether the file is still there. */
@Component({
  selector: 'ry-export-table',
  imports: [EmptyState, LoadError, SkeletonRows],
  template: `
    <h2>{{ t('admin.data.exports') }}</h2>
    @if (error(); as problem) {
      <ry-load-error [error]="problem" (retry)="read(null)" />
    } @else if (items(); as list) {
      @if (list.length > 0) {
        <ul>
          @for (each of list; track each.id) {
            <li>
              <b>{{ each.label }}</b>
              <span>{{ each.by?.name ?? '—' }}</span>
              <span class="ry-sub">{{ format.dateTime(each.at) }}</span>
              <span class="ry-sub">
                @if (each.rows !== null) {
                  {{ t('admin.data.rows') }} {{ format.number(each.rows) }} · {{ each.format }}
                } @else {
                  {{ t('admin.data.unfinished') }}
                }
              </span>
              <span class="ry-sub">
                @if (each.file; as file) {
                  {{ t('admin.data.fileThere', { size: format.fileSize(file.size) }) }}
                  @if (isMine(each)) {
                    <a [href]="files.url(file.id)" [attr.download]="file.name">{{ t('admin.data.download') }}</a>
                  }
                } @else {
                  {{ t('admin.data.fileGone') }}
                }
              </span>
            </li>
          }
        </ul>
        @if (next(); as after) {
          <button type="button" class="ry-btn" (click)="read(after)">{{ t('kit.more') }}</button>
        }
      } @else {
        <ry-empty-state icon="download" [title]="t('admin.data.noExports')" />
      }
    } @else {
      <ry-skeleton-rows [rows]="3" />
    }
  `,
  styleUrl: './listed.css',
})
export class ExportTable {
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly files = inject(FileApi);
  private readonly api = inject(DataSecurityApi);
  private readonly user = inject(SessionStore).user;
  protected readonly items = signal<readonly ListedExport[] | null>(null);
  protected readonly next = signal<string | null>(null);
  protected readonly error = signal<ApiProblem | null>(null);

  constructor() {
    void this.read(null);
  }

  /** A file is for who had it made. */
  protected isMine({ by }: ListedExport): boolean {
    return by !== null && by.id === this.user()?.id;
  }

  async read(after: string | null): Promise<void> {
    try {
      const page = await this.api.exports(after ? { after } : {});
      this.items.update((items) => (after ? [...(items ?? []), ...page.items] : page.items));
      this.next.set(page.nextCursor);
      this.error.set(null);
    } catch (error) {
      this.error.set(ApiProblem.from(error));
    }
  }
}
