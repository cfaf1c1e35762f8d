import { Actors, noPools } from '@ruyi/engine/access';
import { JobRuns, Notifications, TransactionalOutbox } from '@ruyi/engine/events';
import { ModelStore } from '@ruyi/engine/model';
import { CursorCodec } from '@ruyi/engine/query';
import { CommandSet, RecordReader } from '@ruyi/engine/records';
import { shippedModules } from '@ruyi/modules/shipped';
import { httpTestApp, type HttpTestApp } from '../../base/testing/http-test-app.js';
import { RecordsHttpModule } from '../records-http.module.js';

/** The records API over the real engine, on a database of its own. */
export function recordsTestApp(): Promise<HttpTestApp> {
  return httpTestApp(({ db, access }) => {
    const models = new ModelStore(db.database, shippedModules);
    const actors = new Actors(access, noPools);
    const ports = { database: db.database, models, actors, cursors: new CursorCodec('test') };
    const reader = new RecordReader(ports);
    const outbox = new TransactionalOutbox();
    const runs = new JobRuns(db.database, outbox);
    const notifications = new Notifications(db.database, outbox);
    const commands = new CommandSet({ database: db.database, models, actors, finder: reader, runs, notifications });
    return [RecordsHttpModule.of({ ports, commands, reader, runs, notifications })];
  });
}
