import type { Database } from '@ruyi/engine/context';
import type { SecretBox } from '@ruyi/engine/messages';
import type { EntityManagers, TenantlessDatabase } from '@ruyi/platform/database';
import { IdentityAccessSource } from './access/identity-access-source.js';
import { MyProfile } from './people/my-profile.js';
import { AuditLog } from './audit/audit-log.js';
import { OperatorActs } from './audit/operator-acts.js';
import { Refusals, type RefusalLog } from './audit/refusals.js';
import { CompanySettings } from './company/company-settings.js';
import { DepartmentEditor } from './departments/department-editor.js';
import { AcceptInvitation } from './invitations/accept-invitation.js';
import { InvitationIssuer } from './invitations/invitation-issuer.js';
import { Invitations } from './invitations/invitations.js';
import { PeopleDirectory } from './people/people-directory.js';
import { UserCreator } from './people/user-creator.js';
import { UserEditor } from './people/user-editor.js';
import { UserStateChanger } from './people/user-state-changer.js';
import { RoleDirectory } from './roles/role-directory.js';
import { RoleEditor } from './roles/role-editor.js';
import { ApiKeys } from './keys/api-keys.js';
import { AccountFinder } from './logins/account-finder.js';
import { LoginThrottle } from './logins/login-throttle.js';
import { ChangePassword } from './passwords/change-password.js';
import { ConfirmPassword } from './passwords/confirm-password.js';
import { ForgotPassword } from './passwords/forgot-password.js';
import type { IdentityMailer } from './passwords/identity-mailer.js';
import { PasswordCheck } from './passwords/password-check.js';
import { OperatorReset } from './passwords/operator-reset.js';
import { ResetPassword } from './passwords/reset-password.js';
import type { ModuleCatalogue } from './roles/module-catalogue.js';
import { CodeThrottle } from './second-factor/code-throttle.js';
import { LogInSecondStep } from './second-factor/log-in-second-step.js';
import { MySecondFactor } from './second-factor/my-second-factor.js';
import { SecondFactorCheck } from './second-factor/second-factor-check.js';
import { SecondFactorReset } from './second-factor/second-factor-reset.js';
import { LogIn } from './sessions/log-in.js';
import { LogOut } from './sessions/log-out.js';
import { MySessions } from './sessions/my-sessions.js';
import { SessionReader } from './sessions/session-reader.js';
import { SwitchTenant } from './sessions/switch-tenant.js';
import { TenantEntrance } from './sessions/tenant-entrance.js';
import { SignUp } from './sign-up/sign-up.js';
import type { TenantBootstrap } from './sign-up/tenant-bootstrap.js';
import { IdentityDatabase } from './store/identity-database.js';

/** What identity needs from outside. */
export interface IdentityPorts {
  readonly database: Database & { readonly tenantless: TenantlessDatabase };
  readonly entityManagers: EntityManagers;
  readonly mailer: IdentityMailer;
  readonly modules: ModuleCatalogue;
  /** Seals the secrets of second factors. */
  readonly secrets: SecretBox;
  /** Where what nobody waits for is told when it fails. */
  readonly log: RefusalLog;
  readonly bootstraps?: readonly TenantBootstrap[];
}

/** Everything that identity does, wired once; each member is one verb or one list. */
export class Identity {
  readonly accessSource: IdentityAccessSource;
  readonly sessions: SessionReader;
  readonly signUp: SignUp;
  readonly logIn: LogIn;
  readonly secondStep: LogInSecondStep;
  readonly mySecondFactor: MySecondFactor;
  readonly secondFactorReset: SecondFactorReset;
  readonly logOut: LogOut;
  readonly mySessions: MySessions;
  readonly switchTenant: SwitchTenant;
  readonly forgotPassword: ForgotPassword;
  readonly resetPassword: ResetPassword;
  readonly operatorReset: OperatorReset;
  readonly changePassword: ChangePassword;
  readonly confirmPassword: ConfirmPassword;
  readonly profile: MyProfile;
  readonly people: PeopleDirectory;
  readonly createUser: UserCreator;
  readonly editUser: UserEditor;
  readonly userStates: UserStateChanger;
  readonly departments: DepartmentEditor;
  readonly roles: RoleDirectory;
  readonly editRoles: RoleEditor;
  readonly keys: ApiKeys;
  readonly invitations: Invitations;
  readonly acceptInvitation: AcceptInvitation;
  readonly company: CompanySettings;
  readonly auditLog: AuditLog;
  readonly operatorActs: OperatorActs;
  readonly refusals: Refusals;
  readonly throttle: LoginThrottle;

  constructor(ports: IdentityPorts) {
    const { database, mailer, modules, secrets } = ports;
    const store = new IdentityDatabase(database, ports.entityManagers);
    const accounts = new AccountFinder(store);
    this.refusals = new Refusals(store, accounts, ports.log);
    const entrance = new TenantEntrance(store, this.refusals);
    this.throttle = new LoginThrottle(store);
    const passwords = new PasswordCheck(this.throttle, this.refusals);
    const codes = new CodeThrottle(store, this.throttle);
    const secondFactor = new SecondFactorCheck(store, this.refusals, codes, secrets);
    this.secondStep = new LogInSecondStep(accounts, secondFactor, entrance, secrets);
    this.mySecondFactor = new MySecondFactor(store, accounts, passwords, secondFactor, secrets);
    this.secondFactorReset = new SecondFactorReset(store, accounts, codes);
    this.accessSource = new IdentityAccessSource(database, modules.shipped);
    this.sessions = new SessionReader(database);
    this.signUp = new SignUp(store, accounts, passwords, secondFactor, ports.bootstraps ?? []);
    this.logIn = new LogIn(store, accounts, passwords, entrance, this.secondStep);
    this.logOut = new LogOut(store);
    this.mySessions = new MySessions(store);
    this.switchTenant = new SwitchTenant(accounts, entrance);
    this.forgotPassword = new ForgotPassword(store, accounts, this.throttle, mailer);
    this.resetPassword = new ResetPassword(store);
    this.operatorReset = new OperatorReset(store, accounts);
    const issuer = new InvitationIssuer(mailer);
    this.people = new PeopleDirectory(store);
    this.createUser = new UserCreator(store, issuer);
    this.editUser = new UserEditor(store);
    this.userStates = new UserStateChanger(store, issuer);
    this.departments = new DepartmentEditor(store);
    this.roles = new RoleDirectory(store, modules);
    this.editRoles = new RoleEditor(store, modules);
    this.keys = new ApiKeys(store);
    this.invitations = new Invitations(store, issuer);
    this.acceptInvitation = new AcceptInvitation(store, passwords, secondFactor);
    this.company = new CompanySettings(store);
    this.auditLog = new AuditLog(store);
    this.operatorActs = new OperatorActs(store);
    this.profile = new MyProfile(store, accounts);
    this.confirmPassword = new ConfirmPassword(accounts, passwords);
    this.changePassword = new ChangePassword(store, accounts, passwords);
  }
}
