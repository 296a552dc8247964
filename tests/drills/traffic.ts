/**
 * People at work on a magazine, as a process that is killed with it: `node traffic.ts WEB-URL FIRST`. They give, comment, publish
 * with pictures, and write to the managing editor with a file, until killed. What somebody was told had worked is a line of
 * standard output. FIRST numbers people and articles, so that those of another time are others.
 */
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import { v7 } from 'uuid'
import { z } from 'zod'
import { connect } from '#db/client.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { takeFiles } from '#lib/cases/files.ts'
import { startForm, submitCase } from '#lib/cases/submit.ts'
import { postComment } from '#lib/comments/commands.ts'
import { readConfig } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import { payAtStripe, sessionIn } from '#tests/donations/paying.ts'
import { makeMember, makePerson } from '#tests/support/factories.ts'
import { publishArticle } from '#tests/support/standing.ts'
import type { Done, Kind } from './done.ts'

const [webUrl = '', first = '0'] = process.argv.slice(2)
const config = readConfig(process.env)
const { db } = connect(config.databaseUrl, 4)
const queue = openQueue(config.databaseUrl)
const log = createLog('traffic', 'silent')
const ctx = (): Context => ({ db, now: new Date(), queue, config, log })
const editor = await makePerson(ctx(), { roles: ['editor'], name: 'An editor' })
let newest: string | undefined

function note(kind: Kind, ref: string): void {
  const done: Done = { kind, ref, at: new Date().toISOString() }
  process.stdout.write(`${JSON.stringify(done)}\n`)
}

const begun = z.object({ url: z.string() })

async function donate(number: number): Promise<void> {
  const email = `donor-${number}@example.org`
  const frequency = number % 3 === 0 ? 'once' : 'month'
  const body = JSON.stringify({ frequency, amount: 500 + number, attemptId: crypto.randomUUID() })
  const response = await fetch(`${webUrl}/donate`, { method: 'POST', body })
  const { url } = begun.parse(await response.json())
  const session = sessionIn(await payAtStripe(url, { email }))
  note('donations', email)
  // Some close the window: then only the webhook can tell.
  if (number % 4 !== 0) await fetch(`${webUrl}/donate/thanks?session=${session}`)
}

async function publish(number: number): Promise<void> {
  const background = { r: number % 256, g: (number * 7) % 256, b: (number * 31) % 256 }
  const bytes = await sharp({ create: { width: 900, height: 600, channels: 3, background } })
    .png()
    .toBuffer()
  const facts = { alt: 'A colour', credit: 'A photographer', licence: 'own' } as const
  const pictureId = await ingestPicture(ctx(), { from: { bytes }, fileName: `${number}.png`, ...facts })
  note('pictures', pictureId)
  const slug = `article-${number}`
  const text = `What was written on the day, for the ${number}th time. `.repeat(40)
  const { id } = await saveArticle(
    ctx(),
    {
      slug,
      headline: `Article ${number}`,
      standfirst: 'What it says.',
      body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] },
      state: 'draft',
      pictureId,
      authors: [{ name: 'An author' }],
    },
    { reason: 'Written', personId: editor.id },
  )
  await publishArticle(ctx(), { articleId: id, personId: editor.id })
  newest = slug
  note('articles', slug)
}

async function comment(number: number): Promise<void> {
  const writer = await makePerson(ctx(), { name: `Reader ${number}` })
  await makeMember(ctx(), writer, 'supporter')
  const articleSlug = newest
  if (articleSlug === undefined) return
  const { id } = await postComment(ctx(), writer, { articleSlug, text: `I was there (${number}).`, submissionId: v7() })
  note('comments', id)
}

async function write(number: number): Promise<void> {
  const email = `writer-${number}@example.org`
  const files = await takeFiles(ctx(), [{ name: 'proof.txt', bytes: Buffer.from(`Proof ${number}.`) }])
  const sent = await submitCase(ctx(), {
    kind: 'correction',
    articleSlug: null,
    fields: { name: 'A writer', email, message: `It was not so, says ${number}.` },
    files,
    submissionId: v7(),
    startedWith: startForm({ ...ctx(), now: new Date(Date.now() - 60_000) }),
    unseen: '',
    network: `network ${number}`,
    ownAddress: email,
  })
  if (sent.is === 'opened') note('cases', sent.caseId)
}

/** One after the other. What fails ends the process, and the drill with it: killed it says nothing. */
async function keepDoing(what: (number: number) => Promise<void>, pauseMs: number): Promise<void> {
  for (let number = Number(first); ; number += 1) {
    await what(number)
    await wait(pauseMs)
  }
}

await Promise.all([keepDoing(donate, 50), keepDoing(publish, 20), keepDoing(comment, 20), keepDoing(write, 100)])
