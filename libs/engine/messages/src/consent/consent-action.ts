import { AppError, ObjectReader } from '@ruyi/contract/errors';
import type { ModuleModel } from '@ruyi/engine/model';
import {
  checkVersion,
  type ActionRequest,
  type RecordActionHandler,
  type StoredRecord,
  type Values,
  type WriteSession,
} from '@ruyi/engine/records';
import { isAddress, normaliseAddress } from '../address.js';
import type { MessageChannel } from '../message.js';
import { addressField } from '../readable-merge-records.js';
import { CONSENT_SOURCES, type ConsentSource } from './consent.js';
import { recordConsent } from './consent-ledger.js';

interface ConsentParams {
  readonly channel: MessageChannel;
  readonly state: 'given' | 'withdrawn';
  readonly source: ConsentSource | 'told';
  readonly note: string | null;
  readonly at: Date;
}

/** A clock may be a little ahead. */
const AHEAD_MS = 60_000;

/** 登记同意: what the person behind a record's number or mail address has agreed to, how and when. */
export class ConsentAction implements RecordActionHandler<ConsentParams> {
  readonly key = 'consent';
  readonly origin = 'module';
  readonly bulk = true;

  parse(_session: WriteSession, _module: ModuleModel, params: Values): ConsentParams {
    const reader = new ObjectReader(params);
    reader.require('channel');
    const channel = reader.oneOf('channel', ['mail', 'sms']);
    const state = reader.oneOf('state', ['given', 'withdrawn']) ?? 'given';
    // Consent that nobody can say the origin of is none.
    if (state === 'given') reader.require('source');
    const source = reader.oneOf('source', CONSENT_SOURCES);
    const note = reader.words('note', 200) ?? null;
    const at = reader.instant('at');
    if (at !== undefined && Date.parse(at) > Date.now() + AHEAD_MS) reader.fail('at', 'outOfRange');
    reader.end();
    return {
      channel: channel ?? 'sms',
      state,
      source: source ?? 'told',
      note,
      at: at === undefined ? new Date() : new Date(at),
    };
  }

  async apply(
    session: WriteSession,
    { module, id, params, version }: ActionRequest<ConsentParams>,
  ): Promise<StoredRecord> {
    const [found] = await session.lock(module, [id]);
    const record = await session.mustMay('edit', module, found?.deletedAt === null ? found : undefined);
    checkVersion(session, record, version);
    const field = addressField(module, params.channel);
    const value = field === null ? null : record[field];
    const address = normaliseAddress(params.channel, typeof value === 'string' ? value : null);
    if (field === null || address === null || !isAddress(params.channel, address))
      throw AppError.invalid([{ path: field ?? 'channel', code: 'required', key: 'consentWithoutAddress' }]);
    await session.tx.query(recordConsent(session.ctx, { ...params, address, recordId: id }));
    return record;
  }
}
