// `npm run pnpm -- add -D name`: the pinned package manager for people who have none of their own.
import { pnpm } from './lib/pnpm.mjs';

process.exitCode = (await pnpm(process.argv.slice(2), { live: true })).code;
