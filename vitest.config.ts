// Tests run on sources: package names lead to `src`, so that no build is needed before a test.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const packages = fileURLToPath(new URL('packages', import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^cotangent$/, replacement: `${packages}/cotangent/src/index.ts` },
      { find: /^@cotangent\/([^/]+)$/, replacement: `${packages}/$1/src/index.ts` },
      { find: /^@cotangent\/([^/]+)\/(.+)$/, replacement: `${packages}/$1/src/$2.ts` },
    ],
  },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'examples/**/*.test.ts'],
  },
});
