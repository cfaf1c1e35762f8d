import { Injectable, inject } from '@angular/core';
import type { RecordAction } from '@ruyi/contract/access';
import { ApiClient, type RequestOptions } from '../http/api-client.js';
import type { CursorPage, Items } from '../http/page.js';
import type {
  Department,
  DepartmentDraft,
  Invitation,
  InvitationDraft,
  NewInvitation,
  RoleDetails,
  RoleDraft,
  User,
  UserDraft,
  UserInvitation,
  UserPick,
  UserQuery,
  WhyAnswer,
} from './people.js';

/** Users, departments, roles and invitations. */
@Injectable({ providedIn: 'root' })
export class PeopleApi {
  private readonly api = inject(ApiClient);

  users = (query: UserQuery = {}) => this.api.get<CursorPage<User>>('/users', { query: { ...query } });
  user = (id: string) => this.api.get<User>(`/users/${id}`);
  createUser = (user: UserDraft) => this.api.post<User & { readonly invitation?: UserInvitation }>('/users', user);
  updateUser = (id: string, patch: Partial<UserDraft>) => this.api.patch<User>(`/users/${id}`, patch);
  inviteUser = (id: string) => this.api.post<UserInvitation>(`/users/${id}/invite`);
  disableUser = (id: string) => this.api.post<unknown>(`/users/${id}/disable`);
  enableUser = (id: string) => this.api.post<unknown>(`/users/${id}/enable`);
  setPassword = (id: string, password: string) => this.api.post<unknown>(`/users/${id}/password`, { password });

  resetSecondFactor = (id: string) => this.api.post<User>(`/users/${id}/second-factor/reset`);

  /** For pickers; open to everybody who is signed in. */
  pick = (q: string, options: Pick<RequestOptions, 'signal'> = {}) =>
    this.api.get<Items<UserPick>>('/users/pick', { query: { q }, ...options });
  subordinates = () => this.api.get<Items<UserPick>>('/users/subordinates');

  departments = () => this.api.get<Items<Department>>('/departments');
  createDepartment = (department: DepartmentDraft) => this.api.post<Department>('/departments', department);
  updateDepartment = (id: string, patch: Partial<DepartmentDraft>) =>
    this.api.patch<Department>(`/departments/${id}`, patch);
  disableDepartment = (id: string) => this.api.post<Department>(`/departments/${id}/disable`);
  enableDepartment = (id: string) => this.api.post<Department>(`/departments/${id}/enable`);
  deleteDepartment = (id: string) => this.api.delete(`/departments/${id}`);

  roles = () => this.api.get<Items<RoleDetails>>('/roles');
  role = (id: string) => this.api.get<RoleDetails>(`/roles/${id}`);
  createRole = (role: RoleDraft) => this.api.post<RoleDetails>('/roles', role);
  updateRole = (id: string, patch: Partial<RoleDraft>) => this.api.patch<RoleDetails>(`/roles/${id}`, patch);
  disableRole = (id: string) => this.api.post<RoleDetails>(`/roles/${id}/disable`);
  enableRole = (id: string) => this.api.post<RoleDetails>(`/roles/${id}/enable`);
  deleteRole = (id: string) => this.api.delete(`/roles/${id}`);

  invitations = () => this.api.get<Items<Invitation>>('/invitations');
  invite = (draft: InvitationDraft) => this.api.post<NewInvitation>('/invitations', draft);
  revokeInvitation = (id: string) => this.api.delete(`/invitations/${id}`);

  why = (module: string, id: string, userId: string, action?: RecordAction) =>
    this.api.get<WhyAnswer>('/why', { query: { module, id, userId, action } });
}
