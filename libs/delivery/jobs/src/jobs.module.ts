import {
  Injectable,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { JobWorker, type JobWorkerParts } from './job-worker.js';

@Injectable()
class WorkerLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly worker: JobWorker) {}

  onApplicationBootstrap(): Promise<void> {
    return this.worker.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.worker.stop();
  }
}

/** Works on jobs for as long as the application runs; in a process of its own, or beside the API. */
@Module({})
export class JobsModule {
  static of(parts: JobWorkerParts): DynamicModule {
    return {
      module: JobsModule,
      providers: [{ provide: JobWorker, useValue: new JobWorker(parts) }, WorkerLifecycle],
      exports: [JobWorker],
    };
  }
}
