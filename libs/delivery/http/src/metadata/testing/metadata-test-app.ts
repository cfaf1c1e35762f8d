import { Actors, noPools } from '@ruyi/engine/access';
import { JobRuns, Notifications, TransactionalOutbox } from '@ruyi/engine/events';
import { Metadata, ModelStore } from '@ruyi/engine/model';
import { CursorCodec } from '@ruyi/engine/query';
import { CommandSet, RecordReader } from '@ruyi/engine/records';
import { shippedModules } from '@ruyi/modules/shipped';
import { httpTestApp, TEST_PASSWORD, type HttpTestApp } from '../../base/testing/http-test-app.js';
import { IdentityHttpModule } from '../../identity/identity-http.module.js';
import { MeParts } from '../../identity/me-parts.js';
import { RecordsHttpModule } from '../../records/records-http.module.js';
import { MetadataHttpModule } from '../metadata-http.module.js';

export interface MetadataTestApp extends HttpTestApp {
  /** The tokens of a new company's administrator and of one of its salespeople. */
  people(): Promise<{ readonly admin: string; readonly sales: string }>;
}

/** Metadata and records over HTTP, on a database of their own. */
export async function metadataTestApp(): Promise<MetadataTestApp> {
  const http = await httpTestApp(({ db, access }) => {
    const models = new ModelStore(db.database, shippedModules);
    const actors = new Actors(access, noPools);
    const ports = { database: db.database, models, actors, cursors: new CursorCodec('test') };
    const reader = new RecordReader(ports);
    const outbox = new TransactionalOutbox();
    const runs = new JobRuns(db.database, outbox);
    const notifications = new Notifications(db.database, outbox);
    const commands = new CommandSet({ database: db.database, models, actors, finder: reader, runs, notifications });
    const metadata = new Metadata({ database: db.database, outbox, jobs: runs, models, shipped: shippedModules });
    return [
      IdentityHttpModule.of({ me: new MeParts(metadata, actors, notifications) }),
      RecordsHttpModule.of({ ports, commands, reader, runs, notifications }),
      MetadataHttpModule.of({ metadata, actors, reader }),
    ];
  });
  let count = 0;
  return {
    ...http,
    async people() {
      count += 1;
      const { accessToken: admin } = await http.company();
      const session = await http.identity.sessions.find(admin);
      if (!session) throw new Error('not signed in');
      const ctx = { ...session, requestId: 'test' };
      const role = (await http.identity.roles.list(ctx)).find(({ key }) => key === 'sales');
      const email = `sales${count}@example.com`;
      await http.identity.createUser.run(
        ctx,
        { name: '小张', email, password: TEST_PASSWORD, roleIds: role ? [role.id] : [] },
        'http://localhost',
      );
      const answer = await http.call('POST', '/auth/login', { body: { login: email, password: TEST_PASSWORD } });
      return { admin, sales: (answer.body as { accessToken: string }).accessToken };
    },
  };
}
