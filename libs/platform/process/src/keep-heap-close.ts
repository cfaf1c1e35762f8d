import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the memory of a process near what it has in use. Left to itself the engine lets four times as much lie about where
 * the machine has it to give: a worker that reads a long file would hold hundreds of megabytes of rows it is done with.
 *
 * @param percent how much more than what is in use may lie about before it is swept up
 */
export function keepHeapClose(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}
