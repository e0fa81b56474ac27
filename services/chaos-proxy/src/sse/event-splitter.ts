/** Largest event that is kept together, bytes; a longer one comes in parts. */
const MAX_EVENT_BYTES = 1024 * 1024;

/** A run of bytes of an event stream; all of them, in order, are the stream. */
export type Piece = {
  readonly bytes: Buffer;
  /**
   * `whole`: one block with the blank line that ends it, and blank lines before it. `part`: a part of
   * a block above the limit, but not its end. `last-part`: its end.
   */
  readonly kind: 'whole' | 'part' | 'last-part';
};

const LF = 0x0a;
const CR = 0x0d;

/**
 * Splits a stream of server-sent events behind the blank line of each block, whatever the chunks it
 * comes in, and changes no byte. A block ends as soon as its last byte is there: a CR that ends a
 * blank line is waited behind only where the line before ended in CRLF or LF.
 */
export class EventSplitter {
  readonly #limit: number;
  readonly #held: Buffer[] = [];
  #heldBytes = 0;
  #tooLong = false;
  #hasContent = false;
  #lineIsEmpty = true;
  #lastEnd: 'none' | 'lf' | 'crlf' | 'cr' = 'none';
  /** A CR has come, and the next byte says whether it ends a line alone. */
  #afterCr: 'no' | 'of-line' | 'of-blank-line' | 'of-block' = 'no';

  constructor(limit = MAX_EVENT_BYTES) {
    this.#limit = limit;
  }

  /** The pieces that this chunk completes. */
  push(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    let start = 0;
    for (let i = 0; i < chunk.length; i += 1) {
      const cut = this.#take(chunk[i] as number);
      if (cut === 'none') continue;
      const end = cut === 'before' ? i : i + 1;
      this.#complete(chunk.subarray(start, end), pieces);
      start = end;
    }
    this.#hold(chunk.subarray(start), pieces);
    return pieces;
  }

  /** What is left at the end of the stream: a block that ends there, or bytes of none. */
  end(): { readonly pieces: readonly Piece[]; readonly rest: Buffer } {
    const pieces: Piece[] = [];
    if (this.#afterCr === 'of-blank-line') this.#complete(Buffer.alloc(0), pieces);
    const rest = Buffer.concat(this.#held);
    this.#held.length = 0;
    this.#heldBytes = 0;
    return { pieces, rest };
  }

  /** Takes one byte and says whether a block ends before or behind it. */
  #take(byte: number): 'none' | 'before' | 'behind' {
    const afterCr = this.#afterCr;
    this.#afterCr = 'no';
    if (byte === LF && afterCr !== 'no') {
      if (afterCr === 'of-block') return 'none';
      this.#lastEnd = 'crlf';
      return afterCr === 'of-blank-line' ? this.#startBlock('behind') : 'none';
    }
    const ended = afterCr === 'of-blank-line' ? this.#startBlock('before') : 'none';
    if (afterCr === 'of-line') this.#lastEnd = 'cr';
    if (byte !== LF && byte !== CR) {
      this.#lineIsEmpty = false;
      return ended;
    }
    const isBlank = this.#lineIsEmpty && this.#hasContent;
    if (!this.#lineIsEmpty) this.#hasContent = true;
    this.#lineIsEmpty = true;
    if (byte === LF) {
      this.#lastEnd = 'lf';
      return isBlank ? this.#startBlock('behind') : ended;
    }
    if (isBlank && this.#lastEnd === 'cr') {
      this.#startBlock('behind');
      this.#afterCr = 'of-block';
      return 'behind';
    }
    this.#afterCr = isBlank ? 'of-blank-line' : 'of-line';
    return ended;
  }

  #startBlock<T extends string>(cut: T): T {
    this.#hasContent = false;
    this.#lineIsEmpty = true;
    this.#lastEnd = 'none';
    return cut;
  }

  #complete(tail: Buffer, pieces: Piece[]): void {
    const bytes = this.#heldBytes === 0 ? tail : Buffer.concat([...this.#held, tail]);
    this.#held.length = 0;
    this.#heldBytes = 0;
    const isPart = this.#tooLong || bytes.length > this.#limit;
    pieces.push({ bytes, kind: isPart ? 'last-part' : 'whole' });
    this.#tooLong = false;
  }

  #hold(tail: Buffer, pieces: Piece[]): void {
    if (tail.length === 0) return;
    this.#held.push(tail);
    this.#heldBytes += tail.length;
    if (!this.#tooLong && this.#heldBytes <= this.#limit) return;
    this.#tooLong = true;
    pieces.push({ bytes: Buffer.concat(this.#held), kind: 'part' });
    this.#held.length = 0;
    this.#heldBytes = 0;
  }
}
