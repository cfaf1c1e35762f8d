import { Injectable, computed, inject, signal } from '@angular/core';
import { ApiClient } from '../http/api-client.js';
import type { CursorPage } from '../http/page.js';
import { EventStream } from '../events/event-stream.js';
import type { Notification } from './notification.js';

interface NotificationPage extends CursorPage<Notification> {
  readonly unread: number;
}

/** The bell: how many are unread, and the list as far as it was read. */
@Injectable({ providedIn: 'root' })
export class NotificationStore {
  private readonly api = inject(ApiClient);
  private readonly events = inject(EventStream);
  private readonly list = signal<readonly Notification[]>([]);
  private readonly cursor = signal<string | null>(null);
  private readonly count = signal(0);

  readonly items = this.list.asReadonly();
  readonly unread = this.count.asReadonly();
  readonly hasMore = computed(() => this.cursor() !== null);
  /** The newest one that came while the page was open. */
  readonly arrived = signal<Notification | null>(null);

  constructor() {
    // The event says that there is something new; its sentence comes from the list, in the reader's language.
    this.events.of<Pick<Notification, 'id'>>('notification').subscribe(() => {
      this.count.update((n) => n + 1);
      void this.load()
        .then(() => this.arrived.set(this.list().find((item) => !item.read) ?? null))
        .catch(() => undefined);
    });
  }

  setUnread(count: number): void {
    this.count.set(count);
  }

  async load(onlyUnread = false): Promise<void> {
    const page = await this.read(onlyUnread);
    this.list.set(page.items);
  }

  async loadMore(onlyUnread = false): Promise<void> {
    const after = this.cursor();
    if (!after) return;
    const page = await this.read(onlyUnread, after);
    this.list.update((list) => [...list, ...page.items]);
  }

  async markRead(ids: readonly string[]): Promise<void> {
    const fresh = this.list().filter((item) => ids.includes(item.id) && !item.read);
    if (fresh.length === 0) return;
    await this.api.post<unknown>('/notifications/read', { ids: fresh.map((item) => item.id) });
    this.list.update((list) => list.map((item) => (ids.includes(item.id) ? { ...item, read: true } : item)));
    this.count.update((n) => Math.max(0, n - fresh.length));
  }

  async markAllRead(): Promise<void> {
    await this.api.post<unknown>('/notifications/read', { all: true });
    this.list.update((list) => list.map((item) => ({ ...item, read: true })));
    this.count.set(0);
  }

  clear(): void {
    this.list.set([]);
    this.cursor.set(null);
    this.count.set(0);
  }

  private async read(unread: boolean, after?: string): Promise<NotificationPage> {
    const page = await this.api.get<NotificationPage>('/notifications', {
      query: { unread: unread || undefined, after, limit: 20 },
    });
    this.cursor.set(page.nextCursor);
    this.count.set(page.unread);
    return page;
  }
}
