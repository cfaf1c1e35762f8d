import multipart from '@fastify/multipart';
import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { FilesController } from './files.controller.js';
import { FILES_PARTS, type FilesParts } from './files-parts.js';

/** Uploads and downloads. */
@Module({})
export class FilesHttpModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  static of(parts: FilesParts): DynamicModule {
    return {
      module: FilesHttpModule,
      controllers: [FilesController],
      providers: [{ provide: FILES_PARTS, useValue: parts }],
    };
  }

  /**
   * The store counts the bytes; the parser only sees to it that a request brings one file and nothing else.
   * Not awaited: that would start Fastify before Nest has set the error handler, and routes would keep Fastify's own.
   */
  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    void fastify.register(multipart, {
      throwFileSizeLimit: false,
      limits: { files: 1, fields: 5, parts: 6, fieldSize: 1024, fileSize: Number.MAX_SAFE_INTEGER },
    });
  }
}
