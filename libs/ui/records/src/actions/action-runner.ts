import { Injectable, Injector, inject } from '@angular/core';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import {
  ApiProblem,
  BulkApi,
  JobStore,
  PoolApi,
  RecordApi,
  type ApiRecord,
  type BulkAnswer,
  type BulkTarget,
  type Changed,
  type RecordValues,
} from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { Confirm, Toaster, injectTranslate } from '@ruyi/ui/kit';
import { RECORD_SENDER } from '@ruyi/ui/module-slots';
import { openDialog } from '../dialog/open-dialog.js';
import { manyOf, oneOf } from '../one-of.js';
import type { ParameterQuestion } from '../form/parameter-dialog.js';
import { ACTION_LABELS, dialogField } from './action-fields.js';
import { consentQuestion } from './consent-question.js';
import type { RecordAction } from './record-action.js';

/** An action and what it is to be done with. */
export interface ActionWish {
  readonly action: RecordAction;
  readonly module: ModuleDescription;
  readonly target: BulkTarget;
  /** How many records that is; null when nobody counted. */
  readonly count: number | null;
  /** Set where it is one record that is on the screen. */
  readonly record?: ApiRecord;
  /** For an export: the columns on the screen, offered first. */
  readonly columns?: readonly string[];
}

/** What came of it: null when the reader thought better of it or it failed (which was said). */
export type ActionResult = { readonly record: ApiRecord | null } | null;

/** Asks for what an action needs, runs it on one record or many, says how it went and offers to undo it. */
@Injectable({ providedIn: 'root' })
export class ActionRunner {
  private readonly injector = inject(Injector);
  private readonly records = inject(RecordApi);
  private readonly bulk = inject(BulkApi);
  private readonly pools = inject(PoolApi);
  private readonly jobs = inject(JobStore);
  private readonly toaster = inject(Toaster);
  private readonly confirm = inject(Confirm);
  private readonly words = inject(Words);
  private readonly t = injectTranslate();

  async run(wish: ActionWish, after: () => void): Promise<ActionResult> {
    if (wish.action === 'export') return this.export(wish);
    if (wish.action === 'sendMail' || wish.action === 'sendSms') return this.send(wish);
    if (wish.action === 'merge') return this.merge(wish.module, wish.target.ids ?? [], after);
    try {
      const asked = await this.parameters(wish);
      if (asked === null) return null;
      return wish.record ? await this.one(wish, wish.record, asked, after) : await this.many(wish, asked, after);
    } catch (error) {
      await this.toaster.show(ApiProblem.from(error).detail || this.t('kit.error.unknown'));
      return null;
    }
  }

  /** Makes one record of several; null when the reader thought better of it. */
  async merge(module: ModuleDescription, ids: readonly string[], after: () => void): Promise<ActionResult> {
    const { MergeDialog } = await import('../merge/merge-dialog.js');
    const width = `${Math.max(640, 160 + ids.length * 240)}px`;
    const merged = await openDialog<Changed<ApiRecord>>(this.injector, MergeDialog, { module, ids }, { width });
    if (!merged) return null;
    after();
    this.say(this.t('records.done.merge', { count: ids.length }), merged.changeSet, after);
    return { record: merged.body };
  }

  /** The parameters of the call; null when the reader cancelled. */
  private async parameters(wish: ActionWish): Promise<RecordValues | null> {
    const { action, module } = wish;
    switch (action) {
      case 'transfer':
        return this.ask({
          title: this.title(wish),
          confirm: this.t('records.action.transfer'),
          fields: [
            dialogField('owner', 'user', ACTION_LABELS.owner, { required: true }),
            dialogField('keepAsTeamMember', 'boolean', ACTION_LABELS.keepAsTeamMember),
            ...(this.companions(module).length > 0
              ? [
                  dialogField('with', 'multiSelect', ACTION_LABELS.with, {
                    display: 'tiles',
                    options: this.companions(module),
                  }),
                ]
              : []),
          ],
        });
      case 'allocate':
        return this.ask({
          title: this.title(wish),
          confirm: this.t('records.action.allocate'),
          fields: [dialogField('owner', 'user', ACTION_LABELS.allocateTo, { required: true })],
        });
      case 'putInPool':
        return this.askPool(wish);
      case 'edit': {
        const { BulkEditDialog } = await import('./bulk-edit-dialog.js');
        return openDialog<RecordValues>(this.injector, BulkEditDialog, { module, title: this.title(wish) });
      }
      case 'consent':
        return this.ask(consentQuestion(this.t, this.title(wish)));
      case 'lock':
        return { locked: true };
      case 'unlock':
        return { locked: false };
      case 'delete':
        return (await this.mayDelete(wish)) ? {} : null;
      case 'purge':
        return (await this.mayPurge(wish)) ? {} : null;
      default:
        return {};
    }
  }

  private async askPool(wish: ActionWish): Promise<RecordValues | null> {
    const { items } = await this.pools.list();
    const options = items.map((pool) => ({ key: pool.id, label: { zh: pool.name } }));
    const [first] = items;
    return this.ask({
      title: this.title(wish),
      text: this.t('records.ask.putInPool'),
      confirm: this.t('records.action.putInPool'),
      fields: [
        ...(items.length > 1 ? [dialogField('pool', 'select', ACTION_LABELS.pool, { required: true, options })] : []),
        dialogField('reason', 'text', ACTION_LABELS.reason, { maxLength: 200 }),
      ],
      values: first ? { pool: first.id } : {},
    });
  }

  private async mayDelete(wish: ActionWish): Promise<boolean> {
    // One record can be brought back by the snackbar; many are worth a question.
    if (wish.record || wish.count === 1) return true;
    return this.confirm.ask({
      title: this.title(wish),
      text: this.t('records.ask.delete'),
      confirm: this.t('kit.delete'),
      danger: true,
    });
  }

  private mayPurge(wish: ActionWish): Promise<boolean> {
    return this.confirm.ask({
      title: this.title(wish),
      text: this.t('records.ask.purge'),
      confirm: this.t('records.action.purge'),
      danger: true,
    });
  }

  private async one(
    wish: ActionWish,
    record: ApiRecord,
    parameters: RecordValues,
    after: () => void,
  ): Promise<ActionResult> {
    const { action, module } = wish;
    const changed =
      action === 'delete'
        ? await this.records.delete(module.key, record.id, record.version)
        : action === 'restore'
          ? await this.records.restore(module.key, record.id)
          : await this.records.act(module.key, record.id, apiAction(action), parameters);
    after();
    const [alike] = changed.body?._duplicates ?? [];
    const words = this.t(`records.done.${action}`, { count: 1 });
    const warning =
      alike && this.t('records.duplicate.othersAlike', { name: alike.name, owner: alike.ownerName ?? '' });
    this.say(warning ? `${words}。${warning}` : words, action === 'purge' ? null : changed.changeSet, after);
    return { record: changed.body ?? null };
  }

  private async many(wish: ActionWish, parameters: RecordValues, after: () => void): Promise<ActionResult> {
    const answer = await this.bulk.act(wish.module.key, apiAction(wish.action), wish.target, parameters);
    if (answer.jobId !== undefined) {
      void this.toaster.show(this.t('records.done.started'));
      void this.jobs.track(answer.jobId).then(after);
    } else {
      after();
      this.report(wish, answer, after);
    }
    return { record: null };
  }

  private report(wish: ActionWish, answer: BulkAnswer & { readonly jobId?: undefined }, after: () => void): void {
    const done = answer.results.filter((result) => result.ok).length;
    const failed = answer.results.filter((result) => !result.ok);
    const words = this.t(`records.done.${wish.action}`, { count: done });
    const changeSet = wish.action === 'purge' ? null : (answer.changeSet ?? null);
    if (failed.length === 0) return this.say(words, changeSet, after);
    const details = [...new Set(failed.map(({ error }) => error?.message ?? error?.detail ?? error?.code ?? ''))];
    void this.confirm.ask({
      title: this.t('records.done.partly', { done, failed: failed.length }),
      details,
      confirm: this.t('kit.ok'),
      cancel: this.t('kit.close'),
    });
  }

  private say(words: string, changeSet: string | null, after: () => void): void {
    if (!changeSet) return void this.toaster.show(words);
    void this.toaster.undoable(words, async () => {
      try {
        const { moved } = await this.records.undo(changeSet);
        void this.toaster.show(
          this.t(moved.length > 0 ? 'records.done.undoneBut' : 'records.done.undone', { count: moved.length }),
        );
      } catch (error) {
        void this.toaster.show(ApiProblem.from(error).detail || this.t('kit.error.unknown'));
      }
      after();
    });
  }

  private async export(wish: ActionWish): Promise<ActionResult> {
    const { ExportDialog } = await import('./export-dialog.js');
    await openDialog<void>(this.injector, ExportDialog, {
      module: wish.module,
      target: wish.target,
      count: wish.count,
      columns: wish.columns ?? [],
    });
    return null;
  }

  private async send(wish: ActionWish): Promise<ActionResult> {
    const sender = this.injector.get(RECORD_SENDER, null);
    if (!sender) return null;
    const channel = wish.action === 'sendMail' ? 'mail' : 'sms';
    const sent = await sender({ channel, module: wish.module.key, target: wish.target, count: wish.count });
    return sent ? { record: null } : null;
  }

  private async ask(question: ParameterQuestion): Promise<RecordValues | null> {
    const { ParameterDialog } = await import('../form/parameter-dialog.js');
    const values = await openDialog<RecordValues>(this.injector, ParameterDialog, question);
    return (
      values && Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== false))
    );
  }

  /** Modules of the owner's that may move along. */
  private companions(
    module: ModuleDescription,
  ): readonly { readonly key: string; readonly label: ModuleDescription['label'] }[] {
    return module.related
      .filter(
        (related, at, all) =>
          related.module !== module.key &&
          related.module !== 'followUps' &&
          all.findIndex((one) => one.module === related.module) === at,
      )
      .map((related) => ({ key: related.module, label: related.label }));
  }

  private title(wish: ActionWish): string {
    const what = this.t(wish.action === 'edit' ? 'records.action.bulkEdit' : `records.action.${wish.action}`);
    const name = wish.record?.[wish.module.nameField];
    if (typeof name === 'string') return `${what}：${name}`;
    const key = `records.ask.title${['putInPool', 'consent'].includes(wish.action) ? `_${wish.action}` : ''}`;
    const { label } = wish.module;
    const module = wish.count === 1 ? oneOf(label, this.words.locale()) : manyOf(label, this.words.locale());
    return this.t(key, { what, count: wish.count ?? '…', module });
  }
}

function apiAction(action: RecordAction): string {
  return action === 'unlock' ? 'lock' : action;
}
