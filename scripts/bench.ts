import { runBench } from './bench/run-bench.ts'
import { runMain } from './command-line.ts'

/** `npm run bench [-- ROW …]`: measures how fast the magazine is, each figure beside its yardstick. */
await runMain(() => runBench(process.argv.slice(2)))
