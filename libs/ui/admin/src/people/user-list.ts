import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { ApiProblem, PeopleApi, type User } from '@ruyi/ui/data-access';
import { Avatar, EmptyState, Icon, LoadError, SkeletonRows, Toaster, injectTranslate } from '@ruyi/ui/kit';
import { NameCache } from '@ruyi/ui/fields';
import { AdminHeader } from '../frame/admin-header.js';
import { SidePanel } from '../frame/side-panel.js';
import { DepartmentSelect } from './department-select.js';
import { Directory } from './directory.js';
import { InvitationLink } from './invitation-link.js';
import { InviteForm } from './invite-form.js';
import { PeopleTabs } from './people-tabs.js';
import { UserActions } from './user-actions.js';
import { UserForm, type UserSaved } from './user-form.js';

const PAGE = 50;
const PAUSE_MS = 250;
const STATES = ['active', 'invited', 'disabled'] as const;

/** 员工: find, add, invite, change colleagues. What is open is in the address. */
@Component({
  selector: 'ry-user-list',
  imports: [
    AdminHeader,
    Avatar,
    DepartmentSelect,
    EmptyState,
    Icon,
    InvitationLink,
    InviteForm,
    LoadError,
    PeopleTabs,
    SidePanel,
    SkeletonRows,
    UserActions,
    UserForm,
  ],
  providers: [Directory],
  templateUrl: './user-list.html',
  styleUrl: '../frame/split-page.css',
})
export class UserList {
  /** `new`, `invite`, or a user's id. */
  readonly open = input<string>();

  protected readonly t = injectTranslate();
  protected readonly directory = inject(Directory);
  private readonly api = inject(PeopleApi);
  private readonly names = inject(NameCache);
  private readonly router = inject(Router);
  private readonly toaster = inject(Toaster);
  protected readonly states = STATES;

  protected readonly search = signal('');
  protected readonly state = signal<User['state'] | ''>('');
  protected readonly departmentId = signal<string | null>(null);
  protected readonly users = signal<readonly User[] | null>(null);
  protected readonly next = signal<string | null>(null);
  protected readonly error = signal<unknown>(null);
  protected readonly link = signal<{ readonly name: string; readonly url: string } | null>(null);
  private readonly round = signal(0);
  private readonly opened = signal<User | null>(null);

  protected readonly user = computed(() => {
    const id = this.open();
    return this.users()?.find((user) => user.id === id) ?? (this.opened()?.id === id ? this.opened() : null);
  });
  protected readonly panel = computed(() => {
    const open = this.open();
    if (this.link()) return 'link';
    if (open === 'new' || open === 'invite') return open;
    return this.user() ? 'user' : null;
  });

  constructor() {
    effect((onCleanup) => {
      this.search();
      this.state();
      this.departmentId();
      this.round();
      const timer = setTimeout(() => void this.read(), untracked(this.users) ? PAUSE_MS : 0);
      onCleanup(() => clearTimeout(timer));
    });
    effect(() => {
      const id = this.open();
      if (id && id !== 'new' && id !== 'invite' && !untracked(this.users)?.some((user) => user.id === id))
        void this.readOne(id);
    });
  }

  protected nameOf(id: string | null): string {
    if (!id) return '';
    return this.users()?.find((user) => user.id === id)?.name ?? this.names.nameOf(id) ?? '';
  }

  protected setState(text: string): void {
    this.state.set(STATES.find((state) => state === text) ?? '');
  }

  protected show(open: string | null): void {
    this.link.set(null);
    void this.router.navigate([], { queryParams: { open }, queryParamsHandling: 'merge' });
  }

  protected reload(): void {
    this.round.update((round) => round + 1);
    this.directory.departments.reload();
  }

  protected saved({ user, url }: UserSaved): void {
    void this.toaster.show(this.t('admin.people.savedUser', { name: user.name }));
    this.show(null);
    if (url) this.link.set({ name: user.name, url });
    this.reload();
  }

  protected async more(): Promise<void> {
    const after = this.next();
    if (!after) return;
    const page = await this.api.users({ ...this.query(), after });
    this.users.update((users) => [...(users ?? []), ...page.items]);
    this.next.set(page.nextCursor);
  }

  private query() {
    const search = this.search().trim();
    const state = this.state();
    const departmentId = this.departmentId();
    return {
      limit: PAGE,
      ...(search ? { search } : {}),
      ...(state ? { state } : {}),
      ...(departmentId ? { departmentId } : {}),
    };
  }

  private async read(): Promise<void> {
    try {
      const page = await this.api.users(this.query());
      this.names.keep(page.items.map((user) => [user.id, user.name] as const));
      this.users.set(page.items);
      this.next.set(page.nextCursor);
      this.error.set(null);
    } catch (error) {
      this.error.set(ApiProblem.from(error));
    }
  }

  private async readOne(id: string): Promise<void> {
    this.opened.set(await this.api.user(id).catch(() => null));
  }
}
