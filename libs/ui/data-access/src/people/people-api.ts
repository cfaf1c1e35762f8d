import { Injectable, inject } from '@angular/core';
import type { Role } from '@ruyi/contract/access';
import { ApiClient, type RequestOptions } from '../http/api-client.js';
import type { Items } from '../http/page.js';
import type {
  Department,
  DepartmentDraft,
  Invitation,
  InvitationDraft,
  RoleDraft,
  User,
  UserDraft,
  UserPick,
  WhyAnswer,
} from './people.js';

/** Users, departments, roles and invitations. */
@Injectable({ providedIn: 'root' })
export class PeopleApi {
  private readonly api = inject(ApiClient);

  users = () => this.api.get<Items<User>>('/users');
  user = (id: string) => this.api.get<User>(`/users/${id}`);
  createUser = (user: UserDraft) => this.api.post<User>('/users', user);
  updateUser = (id: string, patch: Partial<UserDraft>) => this.api.patch<User>(`/users/${id}`, patch);
  disableUser = (id: string) => this.api.post<unknown>(`/users/${id}/disable`);
  enableUser = (id: string) => this.api.post<unknown>(`/users/${id}/enable`);
  setPassword = (id: string, password: string) => this.api.post<unknown>(`/users/${id}/password`, { password });

  /** For pickers; open to everybody who is signed in. */
  pick = (q: string, options: Pick<RequestOptions, 'signal'> = {}) =>
    this.api.get<Items<UserPick>>('/users/pick', { query: { q }, ...options });
  subordinates = () => this.api.get<Items<UserPick>>('/users/subordinates');

  departments = () => this.api.get<Items<Department>>('/departments');
  createDepartment = (department: DepartmentDraft) => this.api.post<Department>('/departments', department);
  updateDepartment = (id: string, patch: Partial<DepartmentDraft>) =>
    this.api.patch<Department>(`/departments/${id}`, patch);
  deleteDepartment = (id: string) => this.api.delete(`/departments/${id}`);

  roles = () => this.api.get<Items<Role>>('/roles');
  role = (id: string) => this.api.get<Role>(`/roles/${id}`);
  createRole = (role: RoleDraft) => this.api.post<Role>('/roles', role);
  updateRole = (id: string, patch: Partial<RoleDraft>) => this.api.patch<Role>(`/roles/${id}`, patch);
  deleteRole = (id: string) => this.api.delete(`/roles/${id}`);

  invitations = () => this.api.get<Items<Invitation>>('/invitations');
  invite = (draft: InvitationDraft) => this.api.post<Invitation>('/invitations', draft);
  revokeInvitation = (id: string) => this.api.delete(`/invitations/${id}`);

  why = (module: string, id: string, userId: string) =>
    this.api.get<WhyAnswer>('/why', { query: { module, id, userId } });
}
