import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HeadDeadlines, Waiting } from './head-deadlines.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

class Named extends Waiting {
  readonly #name: string;
  readonly #late: string[];

  constructor(name: string, late: string[]) {
    super();
    this.#name = name;
    this.#late = late;
  }

  override timedOut(): void {
    this.#late.push(this.#name);
  }
}

function line(timeoutMs: number) {
  const deadlines = new HeadDeadlines(timeoutMs);
  const late: string[] = [];
  const begin = (name: string) => {
    const waiting = new Named(name, late);
    deadlines.begin(waiting);
    return waiting;
  };
  return { deadlines, late, begin };
}

describe('the deadlines for heads', () => {
  it('end each wait in its own time', () => {
    const { late, begin } = line(100);
    begin('a');
    vi.advanceTimersByTime(60);
    begin('b');
    vi.advanceTimersByTime(39);
    expect(late).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(late).toEqual(['a']);
    vi.advanceTimersByTime(59);
    expect(late).toEqual(['a']);
    vi.advanceTimersByTime(1);
    expect(late).toEqual(['a', 'b']);
  });

  it('leave alone what was answered, and go on for those that come later', () => {
    const { deadlines, late, begin } = line(100);
    deadlines.end(begin('a'));
    vi.advanceTimersByTime(500);
    expect(vi.getTimerCount()).toBe(0);
    begin('b');
    vi.advanceTimersByTime(100);
    expect(late).toEqual(['b']);
  });

  it('keep the rest in line whoever leaves it, and twice', () => {
    const { deadlines, late, begin } = line(100);
    const [a, b, c] = [begin('a'), begin('b'), begin('c'), begin('d'), begin('e')];
    for (const one of [c, a, b, a, c]) deadlines.end(one);
    begin('f');
    vi.advanceTimersByTime(100);
    expect(late).toEqual(['d', 'e', 'f']);
  });

  it('forget everybody once they are closed', () => {
    const { deadlines, late, begin } = line(100);
    begin('a');
    deadlines.close();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(500);
    expect(late).toEqual([]);
  });
});
