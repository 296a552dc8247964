import type { Row } from './row.ts'
import { fromNode, fromVarnish, signedIn } from './rows/articles.ts'
import { demoStart } from './rows/demo-start.ts'
import { lighthouseRow } from './rows/lighthouse.ts'
import { comments, lists } from './rows/lists.ts'
import { movingIn } from './rows/moving-in.ts'
import { plans } from './rows/plans.ts'
import { sizes } from './rows/sizes.ts'
import { soak } from './rows/soak.ts'
import { webhook } from './rows/webhook.ts'

/** In the order of the table they make. */
export const rows: Row[] = [
  fromVarnish,
  fromNode,
  signedIn,
  sizes,
  lighthouseRow,
  comments,
  lists,
  plans,
  webhook,
  movingIn,
  demoStart,
  soak,
]
