// Compiled functions under a Content-Security-Policy: they run where pages may compile WebAssembly but evaluate no text, and
// say what is missing where they may not.
import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';

const visit = useBrowser();
const packages = fileURLToPath(new URL('../../packages', import.meta.url));
let script = '';

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: [
        { find: /^@cotangent\/([^/]+)$/, replacement: `${packages}/$1/src/index.ts` },
        { find: /^@cotangent\/([^/]+)\/(.+)$/, replacement: `${packages}/$1/src/$2.ts` },
      ],
    },
    build: {
      write: false,
      lib: { entry: `${packages}/compiler/test/engines/page.ts`, formats: ['es'], fileName: 'page' },
    },
  });
  const [{ output }] = built as readonly Rollup.RollupOutput[];
  script = output[0].code;
});

/** What the script comes to in a page with these sources of scripts, and whether that page evaluates text. */
async function resultUnder(
  sources: string,
): Promise<{ readonly result: unknown; readonly evaluates: boolean }> {
  const { page, errors } = await visit();
  const files: Readonly<Record<string, string>> = {
    '/probe.js': 'try { evaluates = Function("return true")(); } catch { evaluates = false; }',
    '/script.js': script,
  };
  const document =
    '<!doctype html><script src="/probe.js"></script><script type="module" src="/script.js"></script>';
  await page.route('http://policy.test/**', (route) => {
    const body = files[new URL(route.request().url()).pathname];
    return route.fulfill({
      headers: { 'Content-Security-Policy': `default-src 'self'; script-src ${sources}` },
      contentType: body === undefined ? 'text/html' : 'text/javascript',
      body: body ?? document,
    });
  });
  await page.goto('http://policy.test/');
  // Playwright's own waiting evaluates text in the page, which is forbidden there.
  await expect
    .poll(() => page.evaluate(() => 'result' in globalThis), { timeout: 60_000, interval: 200 })
    .toBe(true);
  // The browser notes what a policy refused; that is what is tested.
  errors.splice(0);
  return page.evaluate(() => {
    const { result, evaluates } = globalThis as never as { result: unknown; evaluates: boolean };
    return { result, evaluates };
  });
}

test('wasm-unsafe-eval is all that compiled functions need', async () => {
  const { result, evaluates } = await resultUnder("'self' 'wasm-unsafe-eval'");
  expect(evaluates).toBe(false);
  expect(Object.keys((result as { hashes: object }).hashes).length).toBeGreaterThan(70);
});

test('without it, the error says what to allow', async () => {
  const { result } = await resultUnder("'self'");
  expect((result as { error: string }).error).toContain(
    "Add 'wasm-unsafe-eval' to script-src of the Content-Security-Policy.",
  );
});
