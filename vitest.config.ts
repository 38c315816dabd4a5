// Tests run on sources: package names lead to `src`, so that no build is needed before a test.
// `golden` compares with the numbers of other systems, `snippets` runs what the documents show.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const packages = fileURLToPath(new URL('packages', import.meta.url));

const project = (
  name: string,
  include: string[],
): { extends: true; test: { name: string; include: string[] } } => ({
  extends: true,
  test: { name, include },
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
      project('unit', ['packages/*/{src,test}/**/*.test.ts', 'examples/**/*.test.ts']),
      project('golden', ['golden/**/*.golden.test.ts']),
      project('snippets', ['scripts/snippets.test.ts']),
      project('examples', ['scripts/examples.test.ts']),
    ],
  },
});
