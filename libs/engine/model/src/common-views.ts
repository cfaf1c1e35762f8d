import type { FilterNode, Label, SortKey, ViewColumn } from '@ruyi/contract/metadata';
import type { ShippedView } from './module-definition.js';

const NEWEST_FIRST: readonly SortKey[] = [{ field: 'createdAt', descending: true }];

const label = (zh: string, en: string): Label => ({ zh, en });

interface ListOptions {
  readonly columns: readonly ViewColumn[];
  /** Whose records 我负责的 shows; the creator's where records have no owner. */
  readonly owner?: 'ownerId' | 'createdBy';
}

/** The views that every module has, in the order of the tab row; the recycle bin comes last, see {@link recycleBin}. */
export function commonViews({ columns, owner = 'ownerId' }: ListOptions): ShippedView[] {
  const view = (key: string, text: Label, filter?: FilterNode, more: Partial<ShippedView> = {}): ShippedView => ({
    key,
    label: text,
    ...(filter ? { filter } : {}),
    sort: NEWEST_FIRST,
    columns,
    ...more,
  });
  return [
    view('all', label('全部', 'All'), undefined, { pinned: true }),
    view('mine', label('我负责的', 'Mine'), { field: owner, op: 'me' }, { pinned: true }),
    view(
      'subordinates',
      label('下属负责的', 'My subordinates’'),
      { field: owner, op: 'subordinates' },
      { pinned: true, choosesSubordinate: true },
    ),
    view('created', label('我创建的', 'Created by me'), { field: 'createdBy', op: 'me' }),
    view('team', label('我参与的', 'I take part in'), { field: '_team', op: 'me' }),
    view('watched', label('我关注的', 'Watched'), { field: '_watched', op: 'me' }),
    view('createdToday', label('今日新建', 'Created today'), { field: 'createdAt', op: 'today' }),
    view('createdThisWeek', label('本周新建', 'Created this week'), { field: 'createdAt', op: 'thisWeek' }),
    view('createdThisMonth', label('本月新建', 'Created this month'), { field: 'createdAt', op: 'thisMonth' }),
    view('recentlyCreated', label('最近创建', 'Recently created'), { field: 'createdAt', op: 'lastDays', value: 30 }),
    view(
      'recentlyUpdated',
      label('最近更新', 'Recently updated'),
      { field: 'updatedAt', op: 'lastDays', value: 30 },
      {
        sort: [{ field: 'updatedAt', descending: true }],
      },
    ),
  ];
}

/** Whom to contact when, by the field that holds the next contact time. */
export function contactDueViews({
  columns,
  field,
}: {
  readonly columns: readonly ViewColumn[];
  readonly field: string;
}): ShippedView[] {
  const sort: readonly SortKey[] = [{ field }];
  return [
    {
      key: 'contactToday',
      label: label('今日需联系', 'Contact today'),
      filter: { field, op: 'today' },
      sort,
      columns,
      pinned: true,
    },
    {
      key: 'contactTomorrow',
      label: label('明日需联系', 'Contact tomorrow'),
      filter: { field, op: 'tomorrow' },
      sort,
      columns,
    },
    {
      key: 'contactThisWeek',
      label: label('本周需联系', 'Contact this week'),
      filter: { field, op: 'thisWeek' },
      sort,
      columns,
    },
    {
      key: 'contactThisMonth',
      label: label('本月需联系', 'Contact this month'),
      filter: { field, op: 'thisMonth' },
      sort,
      columns,
    },
    // The due day itself is not overdue.
    {
      key: 'contactOverdue',
      label: label('逾期未联系', 'Contact overdue'),
      filter: { field, op: 'olderThanDays', value: 0 },
      sort,
      columns,
      pinned: true,
    },
  ];
}

/** 7/15/30日未联系: a record that was never contacted counts from its creation. */
export function notContactedViews({ columns }: { readonly columns: readonly ViewColumn[] }): ShippedView[] {
  return [7, 15, 30].map((days) => ({
    key: `notContacted${days}Days`,
    label: label(`${days}日未联系`, `Not contacted for ${days} days`),
    filter: {
      or: [
        { field: 'lastFollowUpAt', op: 'olderThanDays', value: days },
        {
          and: [
            { field: 'lastFollowUpAt', op: 'isEmpty' },
            { field: 'createdAt', op: 'olderThanDays', value: days },
          ],
        },
      ],
    },
    sort: NEWEST_FIRST,
    columns,
  }));
}

/** Deleted records, the last deleted first. */
export function recycleBin({ columns }: { readonly columns: readonly ViewColumn[] }): ShippedView {
  return {
    key: 'recycleBin',
    label: label('回收站', 'Recycle bin'),
    deleted: true,
    sort: [{ field: 'deletedAt', descending: true }],
    columns: [...columns.slice(0, 4), { field: 'deletedAt' }, { field: 'deletedBy' }],
  };
}
