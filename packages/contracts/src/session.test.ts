import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NAME_PATTERN, sessionPrefix, splitSessionPrefix } from './session.ts';

const name = fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/);

describe('the path prefix that carries session and arm', () => {
  it('comes back as it was written, with the rest of the URL untouched', () => {
    fc.assert(
      fc.property(name, name, fc.webPath(), (session, arm, path) => {
        const rest = path.startsWith('/') ? path : `/${path}`;
        const url = `${sessionPrefix({ session, arm })}${rest}`;
        expect(splitSessionPrefix(url)).toEqual({ identity: { session, arm }, rest });
      }),
    );
  });

  it('may stand alone, before a query, and without an arm', () => {
    expect(splitSessionPrefix('/~a')).toEqual({ identity: { session: 'a', arm: '-' }, rest: '/' });
    expect(splitSessionPrefix('/~a?x=1')?.rest).toBe('/?x=1');
    expect(splitSessionPrefix('/~a@b/c')?.identity).toEqual({ session: 'a', arm: 'b' });
  });

  it('is not seen where a path only looks like one', () => {
    for (const url of ['/', '/a/~b', '/~', '/~a b/c', '/~a@/c', `/~${'x'.repeat(129)}/c`]) {
      expect(splitSessionPrefix(url)).toBeUndefined();
    }
  });
});

describe('names', () => {
  it('cannot hold what would break a path, a label or a header', () => {
    for (const bad of ['', 'a/b', 'a b', 'a\nb', 'a"b', 'ä', 'x'.repeat(129)]) {
      expect(NAME_PATTERN.test(bad)).toBe(false);
    }
  });
});
