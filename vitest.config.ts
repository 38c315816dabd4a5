// Tests run on sources: package names lead to `src`, so that no build is needed before a test.
// `browser` drives the live page, which scripts/browser.mjs serves; `golden` compares with the numbers of other systems, `snippets` runs what the documents show.
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const packages = fileURLToPath(new URL('packages', import.meta.url));

type ProjectConfig = NonNullable<TestProjectInlineConfiguration['test']>;

const project = (name: string, include: string[], options: ProjectConfig = {}) => ({
  extends: true as const,
  test: { name, include, ...options },
});

export default defineConfig({
  resolve: {
    alias: [
      { find: /^cotangent$/, replacement: `${packages}/cotangent/src/index.ts` },
      { find: /^@cotangent\/([^/]+)$/, replacement: `${packages}/$1/src/index.ts` },
      { find: /^@cotangent\/([^/]+)\/(.+)$/, replacement: `${packages}/$1/src/$2.ts` },
    ],
  },
  test: {
    passWithNoTests: true,
    projects: [
      project('unit', [
        'packages/*/{src,test}/**/*.test.ts',
        'examples/**/*.test.ts',
        'playground/src/**/*.test.ts',
      ]),
      project('golden', ['golden/**/*.golden.test.ts']),
      project('snippets', ['scripts/snippets.test.ts']),
      project('browser', ['playground/test/**/*.browser.test.ts'], {
        testTimeout: 90_000,
        hookTimeout: 60_000,
        fileParallelism: false,
        expect: { poll: { timeout: 20_000 } },
      }),
      project('examples', ['scripts/examples.test.ts']),
    ],
  },
});
