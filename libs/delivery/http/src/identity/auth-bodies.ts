import { LOCALES, type Locale } from '@ruyi/contract/metadata';
import { IdField, OneOfField, TextField } from '../base/input/body-fields.js';

/** Longer than any password that is accepted, so that the policy words the refusal. */
const PASSWORD_INPUT = 1000;

export class SignUpBody {
  @TextField({ max: 1000 }) companyName!: string;
  @TextField({ max: 1000 }) name!: string;
  @TextField({ optional: true, nullable: true, max: 1000, description: 'This or a mobile' }) email?: string | null;
  @TextField({ optional: true, nullable: true, max: 1000 }) mobile?: string | null;
  @TextField({ max: PASSWORD_INPUT }) password!: string;
  @OneOfField(LOCALES, { optional: true }) locale?: Locale;
  @TextField({ optional: true, max: 1000, description: 'Of an account that exists and has a second factor' })
  code?: string;
}

export class LogInBody {
  @TextField({ max: 1000, description: 'E-mail, mobile, or account@company number' }) login!: string;
  @TextField({ max: PASSWORD_INPUT }) password!: string;
  @IdField({ optional: true }) tenantId?: string;
}

export class SwitchBody {
  @IdField() tenantId!: string;
}

export class ForgotBody {
  @TextField({ max: 1000 }) login!: string;
}

export class ResetBody {
  @TextField({ max: 1000 }) token!: string;
  @TextField({ max: PASSWORD_INPUT }) password!: string;
}

export class ChangePasswordBody {
  @TextField({ max: PASSWORD_INPUT }) current!: string;
  @TextField({ max: PASSWORD_INPUT }) password!: string;
}
