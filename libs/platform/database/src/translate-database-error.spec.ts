import { expect, it } from 'vitest';
import { AppError } from '@ruyi/contract/errors';
import { translateDatabaseError } from './translate-database-error.js';

function fromPostgres(code: string): Error {
  return Object.assign(new Error('as PostgreSQL says it'), { code, severity: 'ERROR', constraint: 'some_key' });
}

it.each([
  ['23505', 409, 'notUnique'],
  ['23503', 422, 'notFound'],
  ['22021', 422, 'invalidType'],
  ['22P05', 422, 'invalidType'],
  ['22003', 422, 'outOfRange'],
  ['40P01', 409, 'conflict'],
  ['57P01', 503, 'internal'],
])('says what %s means to a caller, also from within TypeORM', (sqlState, status, code) => {
  const wrapped = Object.assign(new Error('QueryFailedError'), { driverError: fromPostgres(sqlState) });
  for (const error of [fromPostgres(sqlState), wrapped]) {
    expect(translateDatabaseError(error)).toMatchObject({ status, code, cause: { constraint: 'some_key' } });
  }
});

it('says that a lost connection may come back', () => {
  const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(translateDatabaseError(lost)).toMatchObject({ status: 503, retryAfter: 5 });
});

it('leaves defects and our own errors as they are', () => {
  const defect = fromPostgres('42601');
  expect(translateDatabaseError(defect)).toBe(defect);
  const own = AppError.notFound();
  expect(translateDatabaseError(own)).toBe(own);
});
