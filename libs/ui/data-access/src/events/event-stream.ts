import { DOCUMENT } from '@angular/common';
import { Injectable, inject, signal } from '@angular/core';
import { Subject, filter, map, type Observable } from 'rxjs';
import { API_PREFIX } from '../http/api-client.js';

export type EventKind = 'job' | 'notification' | 'record';

export interface ServerEvent {
  readonly kind: EventKind;
  readonly data: unknown;
}

const KINDS: readonly EventKind[] = ['job', 'notification', 'record'];
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** The server-sent events of the signed-in user; connects again by itself, with a growing pause. */
@Injectable({ providedIn: 'root' })
export class EventStream {
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly events = new Subject<ServerEvent>();
  private readonly isOpen = signal(false);
  private source: EventSource | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wait = FIRST_WAIT;

  /** Grows each time the server ends the stream for good: the session may be over, or the server restarting. */
  readonly refused = signal(0);
  /** True while connected: stores poll only when it is not. */
  readonly open = this.isOpen.asReadonly();

  of<T>(kind: EventKind): Observable<T> {
    return this.events.pipe(
      filter((event) => event.kind === kind),
      map((event) => event.data as T),
    );
  }

  connect(): void {
    if (this.source || !this.window) return;
    // The browser sends Last-Event-ID itself as long as this object lives and reconnects on its own.
    const source = new EventSource(`${API_PREFIX}/events`, { withCredentials: true });
    this.source = source;
    source.onopen = () => {
      this.wait = FIRST_WAIT;
      this.isOpen.set(true);
    };
    source.onerror = () => {
      this.isOpen.set(false);
      // CLOSED: the answer was not a stream (signed out, server restarting); the browser has given up.
      if (source.readyState !== EventSource.CLOSED) return;
      this.refused.update((n) => n + 1);
      this.reconnect();
    };
    for (const kind of KINDS) {
      source.addEventListener(kind, (event: MessageEvent<string>) => this.take(kind, event.data));
    }
  }

  disconnect(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
    this.isOpen.set(false);
  }

  private reconnect(): void {
    this.disconnect();
    this.timer = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  private take(kind: EventKind, text: string): void {
    try {
      this.events.next({ kind, data: JSON.parse(text) as unknown });
    } catch {
      // A torn message is worth no more than a lost one: the stores read again on their own.
    }
  }
}
