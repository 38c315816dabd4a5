// The hashes of the programs, for engines in a page; or what they say instead.
import { hashes } from './programs.ts';

const page = globalThis as { result?: unknown };
try {
  page.result = { hashes: hashes() };
} catch (error) {
  page.result = { error: String(error) };
}
