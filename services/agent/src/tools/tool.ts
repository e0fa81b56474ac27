import type { z } from 'zod';

export type Method = 'get' | 'post' | 'put' | 'delete';

export interface ToolRequest {
  /** Path and query below the base URL, already encoded. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** How to find out whether a write took effect although its answer was lost. */
export interface Verification<I, O> {
  /** A safe tool that reads back. */
  readonly tool: AnyTool;
  /** The input of the read-back. */
  ask(input: I): unknown;
  /** What the write would have answered, if its effect stands; undefined where it does not. */
  found(input: I, seen: unknown): O | undefined;
}

/** How to take an effect back. */
export interface Undo<I, O> {
  readonly tool: AnyTool;
  /** The input of the undoing call, given what the write was asked and what it answered. */
  ask(input: I, output: O): unknown;
}

/**
 * Something that an agent can do to the world through one HTTP call. Members are methods so that a
 * tool of any input and output is an `AnyTool`; `input` and `output` check what goes in and comes out.
 */
export interface Tool<I, O> {
  readonly name: string;
  /** The operationId of the API, which is how the proxy names the call. */
  readonly operation: string;
  readonly method: Method;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
  request(input: I): ToolRequest;
  /** Changes nothing. */
  readonly safe: boolean;
  /** Twice is as good as once, by the meaning of the method. */
  readonly idempotent: boolean;
  /** The server honours an Idempotency-Key. */
  readonly keyed: boolean;
  readonly verification?: Verification<I, O>;
  readonly undo?: Undo<I, O>;
}

export type AnyTool = Tool<unknown, unknown>;
