// The hashes of the programs, for engines that print.
import { hashes } from './programs.ts';

console.log(JSON.stringify(hashes()));
