import { describe, expect, it } from 'vitest';
import type { Field } from '@ruyi/contract/metadata';
import { regionToFill } from './fill-region.js';

const field = (key: string, type: Field['type']): Field => ({ key, type, label: { zh: key }, origin: 'shipped' });
const fields = [field('name', 'text'), field('region', 'region'), field('address', 'address')];

describe('a region that is asked for twice', () => {
  it('goes into an address that has none, beside what is there', () => {
    expect(regionToFill(fields, {}, { region: '330106' })).toEqual({
      key: 'address',
      value: { region: '330106', detail: '' },
    });
    expect(regionToFill(fields, { address: '文三路 1 号' }, { region: '330106', address: '文三路 1 号' })).toEqual({
      key: 'address',
      value: { region: '330106', detail: '文三路 1 号' },
    });
  });

  it('comes out of the address into an empty field', () => {
    const now = { region: null, address: { region: '330106', detail: '' } };
    expect(regionToFill(fields, {}, now)).toEqual({ key: 'region', value: '330106' });
  });

  it('overwrites nothing, and does not come back once it was taken out', () => {
    const both = { region: '310101', address: { region: '330106', detail: '' } };
    expect(regionToFill(fields, { address: both.address }, both)).toBeNull();
    expect(regionToFill(fields, both, { ...both, region: null })).toBeNull();
  });

  it('is left alone where there are several fields of a kind', () => {
    expect(regionToFill([...fields, field('second', 'address')], {}, { region: '330106' })).toBeNull();
  });
});
