/**
 * Arguments that let Node run TypeScript, in the same process: a wrapper of its own would stand between us and its
 * signals.
 */
export const typescript = ['--import', import.meta.resolve('tsx')]
