import { IdField, TextField } from '../base/input/body-fields.js';

/** Longer than any password that is accepted, and than any code. */
const INPUT = 1000;
/** A sealed ticket is about 400 characters long. */
const TICKET = 4000;

export class SecondStepBody {
  @TextField({ max: TICKET, description: 'Of the answer to the password' }) token!: string;
  @TextField({ max: INPUT, description: 'Six digits of the app, or a recovery code' }) code!: string;
}

export class ChooseBody {
  @TextField({ max: TICKET, description: 'Of the answer to the code' }) token!: string;
  @IdField() tenantId!: string;
}

export class BeginSecondFactorBody {
  @TextField({ max: INPUT }) password!: string;
}

export class ConfirmSecondFactorBody {
  @TextField({ max: TICKET, description: 'Of the answer that had the secret' }) token!: string;
  @TextField({ max: INPUT, description: 'Six digits that the app shows' }) code!: string;
}

export class ProveSecondFactorBody {
  @TextField({ max: INPUT }) password!: string;
  @TextField({ max: INPUT, description: 'Six digits of the app, or a recovery code' }) code!: string;
}
