/**
 * Whether postgres.js has written on a line that had just broken, which it tells nobody but the process (3.4.9, connection.js:
 * `nextWrite`). What was asked on that line is refused by then.
 */
export function isLateWrite(fault: unknown): boolean {
  return (
    fault instanceof TypeError && /[\\/]postgres[\\/](?:src|cjs[\\/]src)[\\/]connection\.js/.test(fault.stack ?? '')
  )
}
