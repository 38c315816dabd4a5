// Hostile bytes: whatever a file holds, it is read or refused; no other error, and never a hang.
import { decodeIdx } from '@cotangent/data';
import { CotangentError } from '@cotangent/tensor';
import fc from 'fast-check';
import { test } from 'vitest';

/** What `read` returns, or `undefined` where it refuses; any other error is a failure. */
function readOrRefuse<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CotangentError) return undefined;
    throw error;
  }
}

test('idx: any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 24 }), fc.boolean(), (bytes, zeros) => {
      if (zeros) bytes.fill(0, 0, 2);
      readOrRefuse(() => decodeIdx(bytes));
    }),
  );
});
