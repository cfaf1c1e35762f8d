/** What a stream of server-sent events told. */
export interface HeardEvent {
  readonly id: string;
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reads an open stream of server-sent events for as long as it is not closed. */
export class EventListener {
  readonly heard: HeardEvent[] = [];
  readonly #reader: ReadableStreamDefaultReader<string>;
  #rest = '';

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    void this.#read();
  }

  async #read(): Promise<void> {
    for (let part = await this.#reader.read(); !part.done; part = await this.#reader.read()) {
      const blocks = (this.#rest + part.value).split('\n\n');
      this.#rest = blocks.pop() ?? '';
      for (const block of blocks) this.#take(block);
    }
  }

  /** Comments and the time to wait before coming back are no events. */
  #take(block: string): void {
    const lines = new Map(
      block.split('\n').map((line) => [line.split(': ', 1)[0], line.slice(line.indexOf(': ') + 2)]),
    );
    const data = lines.get('data');
    if (data === undefined) return;
    const parsed = JSON.parse(data) as Readonly<Record<string, unknown>>;
    this.heard.push({ id: lines.get('id') ?? '', kind: lines.get('event') ?? '', data: parsed });
  }

  close(): Promise<void> {
    return this.#reader.cancel();
  }
}
