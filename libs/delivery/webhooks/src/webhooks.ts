import { WEBHOOK_WAKE_JOB, type JobHandlers } from '@ruyi/engine/events';
import { DeliveryLog } from './delivery-log.js';
import { wakeWebhooks, WEBHOOK_DELIVER_JOB } from './wake-webhooks.js';
import { WebhookDispatcher } from './webhook-dispatcher.js';
import { WebhookEditor } from './webhook-editor.js';
import type { WebhookPorts } from './webhook-ports.js';

/** Everything about webhooks, wired once. */
export class Webhooks {
  readonly editor: WebhookEditor;
  readonly deliveries: DeliveryLog;
  readonly #dispatcher: WebhookDispatcher;

  constructor(private readonly ports: WebhookPorts) {
    this.editor = new WebhookEditor(ports);
    this.deliveries = new DeliveryLog(ports);
    this.#dispatcher = new WebhookDispatcher(ports);
  }

  registerJobs(handlers: JobHandlers): void {
    handlers.register(WEBHOOK_WAKE_JOB, (ctx, _payload, job) =>
      this.ports.database.transaction(ctx.tenantId, async (tx) => {
        await wakeWebhooks(this.ports.outbox, ctx, tx);
        await job.finish(tx);
      }),
    );
    handlers.register(WEBHOOK_DELIVER_JOB, (ctx, payload, job) =>
      this.#dispatcher.run(ctx, String(payload['webhookId']), job),
    );
  }
}
