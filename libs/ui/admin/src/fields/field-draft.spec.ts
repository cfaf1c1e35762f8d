import type { Field } from '@ruyi/contract/metadata';
import { describe, expect, it } from 'vitest';
import {
  changesOf,
  creationBody,
  drafted,
  explanationOf,
  freshField,
  freshOption,
  patchBody,
  replacements,
  type SettingsDraft,
} from './field-draft.js';

const source: Field = {
  key: 'c_source',
  type: 'select',
  origin: 'custom',
  label: { zh: '渠道' },
  options: [
    { key: 'a', label: { zh: '抖音' } },
    { key: 'b', label: { zh: '微信' } },
  ],
};

describe('the draft of a field', () => {
  it('shows the field as it will be; null takes a setting away', () => {
    expect(drafted({ ...source, required: true }, { required: null, label: { zh: '来源' } })).toEqual({
      ...source,
      label: { zh: '来源' },
    });
  });

  it('forgets what was changed back', () => {
    expect(changesOf(source, { required: false, label: { zh: '渠道' } })).toEqual({});
    expect(changesOf({ ...source, indexed: true }, { indexed: false })).toEqual({ indexed: false });
  });

  it('asks for a text only while its option is chosen', () => {
    const isChosen = { field: 'c_source', op: 'eq', value: 'b' };
    const [, wechat = { key: '', label: { zh: '' } }] = source.options ?? [];
    expect(creationBody(explanationOf(source, wechat))).toEqual({
      type: 'text',
      label: { zh: '渠道：微信' },
      placeholder: { zh: '请说明', en: 'Please explain' },
      maxLength: 100,
      showWhen: isChosen,
      requiredWhen: isChosen,
    });
  });

  it('sends new options without a key', () => {
    const options = [...(source.options ?? []), freshOption(source.options ?? [], 3, '展会')];
    expect(patchBody(source, { options }).options?.[2]).toEqual({
      label: { zh: '展会' },
      color: expect.stringMatching(/^#/),
    });
  });

  it('keeps an option in use until its records are handed on', () => {
    const draft: SettingsDraft = {
      options: [
        { key: 'a', label: { zh: '抖音' }, retired: true, replacedBy: 'b' },
        ...(source.options ?? []).slice(1),
      ],
    };
    expect(replacements(source, draft)).toEqual([{ option: 'a', by: 'b' }]);
    expect(patchBody(source, draft).options?.[0]).toEqual({ key: 'a', label: { zh: '抖音' } });
  });

  it('makes a new select with two options of different colours, and no key of ours', () => {
    const body = creationBody(freshField('select', { zh: '单选' }, []));
    expect(body).toEqual({
      type: 'select',
      label: { zh: '单选' },
      options: [expect.not.objectContaining({ key: expect.anything() }), expect.anything()],
    });
    expect(body.options?.[0]?.color).not.toBe(body.options?.[1]?.color);
  });
});
