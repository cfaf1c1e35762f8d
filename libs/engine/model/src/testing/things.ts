import { referenceToAny, select, text, type View } from '@ruyi/contract/metadata';
import { defineModule } from '../module-definition.js';

const open: Omit<View, 'origin'> = {
  key: 'open',
  label: { zh: '未完成' },
  filter: { field: 'state', op: 'eq', value: 'open' },
  columns: [{ field: 'name' }, { field: 'state' }],
};

/** A module of nobody's, for the engine's own tests. */
export const things = defineModule({
  key: 'things',
  label: { zh: '东西', en: 'Things' },
  icon: 'category',
  access: 'own',
  poolable: true,
  nameField: 'name',
  fields: {
    name: text({ zh: '名称' }, { required: true, search: true, maxLength: 100 }),
    state: select(
      { zh: '状态' },
      [
        { key: 'open', label: { zh: '未完成' } },
        { key: 'done', label: { zh: '完成' } },
        { key: 'gone', label: { zh: '取消' } },
      ],
      {
        indexed: true,
        relied: true,
        reliedOptions: ['open'],
      },
    ),
    code: text({ zh: '编码' }),
    about: referenceToAny({ zh: '关于' }, ['things']),
  },
  layouts: [
    { kind: 'form', sections: [{ key: 'main', label: { zh: '基本' }, columns: 2, fields: [{ field: 'name' }] }] },
  ],
  views: [{ key: 'all', label: { zh: '全部' } }, open],
});
