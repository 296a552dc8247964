/** What is rehearsed: `name` is that of its file, tests/drills/NAME.drill.ts. */
export interface Drill {
  name: string
  /** In one sentence, for whoever chooses. */
  does: string
}

export const drills: Drill[] = [
  {
    name: 'restore',
    does: 'loses the database and every file in the middle of traffic, restores the last backup, and counts what came back',
  },
  {
    name: 'web-killed',
    does: 'kills the web process again and again while people give, comment, write and publish, and counts what came of it',
  },
  {
    name: 'worker-killed',
    does: 'kills the worker likewise, leaves it away until /api/ready speaks of it, and counts mails above all',
  },
]
