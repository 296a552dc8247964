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
  {
    name: 'database-away',
    does: 'restarts PostgreSQL under traffic, has it refuse everybody for a minute, and looks at what readers and staff see',
  },
  {
    name: 'stripe-away',
    does: 'takes Stripe out of reach, makes it slow, silent and forgetful under traffic, and compares with it afterwards',
  },
  {
    name: 'mail-away',
    does: 'takes the mail server out of reach, fills it up and slows it down under traffic, and counts every mail',
  },
  {
    name: 'cache-away',
    does: 'takes away Redis, Varnish and both web instances in turn, and looks at what readers are shown (Debian’s varnish and redis-server)',
  },
  {
    name: 'disk-full',
    does: 'fills the disk of files, then that of PostgreSQL, under traffic, makes room, and counts (as root: it mounts small disks)',
  },
  {
    name: 'clock-moved',
    does: 'puts the clock of web and worker ahead, back and behind under traffic (Debian’s libfaketime), and counts',
  },
]
