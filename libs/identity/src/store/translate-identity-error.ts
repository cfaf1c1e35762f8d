import { AppError, type Issue } from '@ruyi/contract/errors';
import { databaseFailureOf } from '@ruyi/platform/database';

const ISSUES: Readonly<Record<string, Issue>> = {
  account_email_key: { path: 'email', code: 'notUnique', key: 'loginTaken' },
  account_mobile_key: { path: 'mobile', code: 'notUnique', key: 'loginTaken' },
  account_handle_key: { path: 'account', code: 'notUnique', key: 'loginTaken' },
  app_user_account_key: { path: '', code: 'notUnique', key: 'alreadyMember' },
  app_user_email_key: { path: 'email', code: 'notUnique', key: 'alreadyMember' },
  app_user_mobile_key: { path: 'mobile', code: 'notUnique', key: 'alreadyMember' },
  app_user_handle_key: { path: 'account', code: 'notUnique', key: 'alreadyMember' },
  account_tenant_pkey: { path: '', code: 'notUnique', key: 'alreadyMember' },
  app_user_department_fk: { path: 'departmentId', code: 'notFound' },
  app_user_superior_fk: { path: 'superiorId', code: 'notFound' },
  department_parent_fk: { path: 'parentId', code: 'notFound' },
  department_leader_fk: { path: 'leaderId', code: 'notFound' },
  user_role_role_fk: { path: 'roleIds', code: 'notFound' },
};

/** Gives a broken constraint of identity's tables the path of the input that broke it. */
export function translateIdentityError(error: unknown): unknown {
  const failure = databaseFailureOf(error);
  const issue = failure?.constraint === undefined ? undefined : ISSUES[failure.constraint];
  if (!issue) return error;
  return new AppError(issue.code === 'notUnique' ? 409 : 422, issue.code, {
    issues: [issue],
    cause: error,
    ...(issue.key ? { key: issue.key } : {}),
  });
}
