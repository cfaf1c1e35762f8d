import type { Database } from '@ruyi/engine/context';
import type { EntityManagers, TenantlessDatabase } from '@ruyi/platform/database';
import { IdentityAccessSource } from './access/identity-access-source.js';
import { MyProfile } from './people/my-profile.js';
import { AccountFinder } from './logins/account-finder.js';
import { LoginThrottle } from './logins/login-throttle.js';
import { ChangePassword } from './passwords/change-password.js';
import { ForgotPassword } from './passwords/forgot-password.js';
import type { IdentityMailer } from './passwords/identity-mailer.js';
import { PasswordCheck } from './passwords/password-check.js';
import { ResetPassword } from './passwords/reset-password.js';
import type { ModuleCatalogue } from './roles/module-catalogue.js';
import { LogIn } from './sessions/log-in.js';
import { LogOut } from './sessions/log-out.js';
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
  readonly bootstraps?: readonly TenantBootstrap[];
}

/** Everything that identity does, wired once; each member is one verb or one list. */
export class Identity {
  readonly accessSource: IdentityAccessSource;
  readonly sessions: SessionReader;
  readonly signUp: SignUp;
  readonly logIn: LogIn;
  readonly logOut: LogOut;
  readonly switchTenant: SwitchTenant;
  readonly forgotPassword: ForgotPassword;
  readonly resetPassword: ResetPassword;
  readonly changePassword: ChangePassword;
  readonly profile: MyProfile;
  readonly throttle: LoginThrottle;

  constructor(ports: IdentityPorts) {
    const { database, mailer, modules } = ports;
    const store = new IdentityDatabase(database, ports.entityManagers);
    const accounts = new AccountFinder(store);
    const entrance = new TenantEntrance(store);
    this.throttle = new LoginThrottle(store);
    const passwords = new PasswordCheck(this.throttle);
    this.accessSource = new IdentityAccessSource(database, modules.shipped);
    this.sessions = new SessionReader(database);
    this.signUp = new SignUp(store, accounts, passwords, ports.bootstraps ?? []);
    this.logIn = new LogIn(store, accounts, passwords, entrance);
    this.logOut = new LogOut(store);
    this.switchTenant = new SwitchTenant(accounts, entrance);
    this.forgotPassword = new ForgotPassword(store, accounts, this.throttle, mailer);
    this.resetPassword = new ResetPassword(store);
    this.profile = new MyProfile(store, accounts);
    this.changePassword = new ChangePassword(store, accounts, passwords);
  }
}
