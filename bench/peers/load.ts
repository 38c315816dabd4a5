// Peers' packages are no dependencies of this workspace: they are found, by name, where `npm run bench` installs them.
import { readFileSync } from 'node:fs';

/** A package and its version. `T` is the part of it that the bench uses. */
export async function load<T>(name: string): Promise<{ readonly library: T; readonly version: string }> {
  try {
    const manifest = readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8');
    const { version } = JSON.parse(manifest) as { version: string };
    return { library: (await import(name)) as T, version };
  } catch (error) {
    const because = process.env['PEERS_PROBLEM'] ?? (error instanceof Error ? error.message : '');
    throw new Error(`${name} is not installed: ${because}`, { cause: error });
  }
}
