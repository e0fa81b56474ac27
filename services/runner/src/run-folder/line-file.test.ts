import { describe, expect, it } from 'vitest';
import { lineFile } from './line-file.ts';

/** A file in memory on a disk that is full after `room` bytes. */
function fullDisk(room: number) {
  let content = Buffer.alloc(0);
  return {
    text: () => content.toString('utf8'),
    write(bytes: Buffer, from: number, length: number, at: number) {
      const fits = Math.min(length, room - at);
      if (fits <= 0) return Promise.reject(Object.assign(new Error('no'), { code: 'ENOSPC' }));
      content = Buffer.concat([content.subarray(0, at), bytes.subarray(from, from + fits)]);
      return Promise.resolve({ bytesWritten: fits, buffer: bytes });
    },
    truncate(size: number) {
      content = content.subarray(0, size);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

const open = (disk: ReturnType<typeof fullDisk>) =>
  lineFile('runs/x/results.csv', disk as never, 0);

describe('a file of whole lines', () => {
  it('appends, also where the system takes only a part at a time', async () => {
    const disk = fullDisk(100);
    const file = open(disk);
    await file.append('a,1\n');
    await file.append('b,2\nc,3\n');
    expect(disk.text()).toBe('a,1\nb,2\nc,3\n');
    expect(file.size()).toBe(12);
  });

  it('ends with its last whole line when the disk is full', async () => {
    const disk = fullDisk(10);
    const file = open(disk);
    await file.append('a,1\nb,2\n');
    await expect(file.append('c,3\n')).rejects.toMatchObject({
      code: 'OUTPUT_FAILED',
      exitCode: 3,
      message: expect.stringContaining(
        'cannot write runs/x/results.csv: the disk is full',
      ) as unknown,
    });
    expect(disk.text()).toBe('a,1\nb,2\n');
    expect(file.size()).toBe(8);
  });
});
