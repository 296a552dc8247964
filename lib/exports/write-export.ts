import { count } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { houseAds } from '#db/schema/ads.ts'
import { articleRevisions, articles, authors, redirects, topics } from '#db/schema/articles.ts'
import { campaigns } from '#db/schema/books.ts'
import { claims } from '#db/schema/claims.ts'
import { comments } from '#db/schema/comments.ts'
import { corrections } from '#db/schema/corrections.ts'
import { donations, subscriptions } from '#db/schema/donations.ts'
import { frontArrangements } from '#db/schema/front-page.ts'
import { licences } from '#db/schema/licences.ts'
import { membershipLedger } from '#db/schema/membership.ts'
import { articleMoves, remarks } from '#db/schema/newsroom.ts'
import { people } from '#db/schema/people.ts'
import { pictures } from '#db/schema/pictures.ts'
import { settings } from '#db/schema/platform.ts'
import { webhookEndpoints } from '#db/schema/webhooks.ts'
import type { Context } from '#lib/context.ts'
import { readOriginal } from '#lib/pictures/originals.ts'
import { settingGroups } from '#lib/settings/model.ts'
import { csvFile } from './csv-file.ts'
import { jsonLines } from './in-batches.ts'
import { exportVersion, type ExportOptions } from './model.ts'
import { articleMarkdown } from './parts/article-markdown.ts'
import { exportedArticles } from './parts/articles.ts'
import { bookColumnsWith, bookLines } from './parts/books.ts'
import { adRows, campaignRows, licenceRows, webhookRows } from './parts/business.ts'
import { memberColumns, memberLines } from './parts/members.ts'
import { donationColumns, donationLines, subscriptionColumns, subscriptionLines } from './parts/money.ts'
import { frontPageRows, moveRows, remarkRows } from './parts/newsroom.ts'
import {
  authorRows,
  commentRows,
  correctionRows,
  ledgerRows,
  pictureRows,
  planRows,
  redirectRows,
  revisionRows,
  topicRows,
} from './parts/tables.ts'
import type { Sink } from './sinks/sink.ts'

/** How far an export has come: things written, of how many. */
export type Progress = (written: number, total: number) => void

export interface Exported {
  /** How many there are of what, by the names of the manifest. */
  counts: Record<string, number>
  /** Files of pictures that the store no longer has. */
  missing: string[]
}

/**
 * Writes all that a magazine is, in the format of docs/exporting.md, as it was at one instant: one transaction reads it,
 * and writes nothing. A batch of rows or one picture is in memory at a time.
 */
export function writeExport(
  ctx: Context,
  sink: Sink,
  options: ExportOptions,
  progress: Progress = () => undefined,
): Promise<Exported> {
  return ctx.db.transaction(async (db) => new Export({ ...ctx, db }, sink, options, progress).write(), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  })
}

class Export {
  readonly #ctx: Context
  readonly #sink: Sink
  readonly #options: ExportOptions
  readonly #progress: Progress
  readonly #counts: Record<string, number> = {}
  readonly #missing: string[] = []
  #written = 0
  #total = 0

  constructor(ctx: Context, sink: Sink, options: ExportOptions, progress: Progress) {
    this.#ctx = ctx
    this.#sink = sink
    this.#options = options
    this.#progress = progress
  }

  async write(): Promise<Exported> {
    this.#total = await this.#countAll()
    this.#progress(0, this.#total)
    await this.#articles()
    await this.#pictures()
    const ctx = this.#ctx
    await this.#lines('topics', topicRows(ctx))
    await this.#lines('authors', authorRows(ctx))
    await this.#lines('redirects', redirectRows(ctx))
    await this.#lines('corrections', correctionRows(ctx))
    await this.#lines('comments', commentRows(ctx))
    if (this.#options.withRevisions) await this.#lines('revisions', revisionRows(ctx))
    await this.#lines('remarks', remarkRows(ctx))
    await this.#lines('moves', moveRows(ctx))
    await this.#lines('front-page', frontPageRows(ctx))
    await this.#lines('licences', licenceRows(ctx))
    await this.#lines('campaigns', campaignRows(ctx))
    await this.#lines('ads', adRows(ctx))
    await this.#lines('webhooks', webhookRows(ctx))
    await this.#lines('plans', planRows(ctx))
    await this.#lines('memberships', ledgerRows(ctx))
    await this.#settings()
    await this.#sink.file('members.csv', csvFile(memberColumns, memberLines(ctx), this.#noting('members')))
    await this.#sink.file(
      'subscriptions.csv',
      csvFile(subscriptionColumns, subscriptionLines(ctx), this.#noting('subscriptions')),
    )
    await this.#sink.file('donations.csv', csvFile(donationColumns, donationLines(ctx), this.#noting('donations')))
    const { withAddresses } = this.#options
    await this.#sink.file(
      'books.csv',
      csvFile(bookColumnsWith(withAddresses), bookLines(ctx, withAddresses), this.#noting('books')),
    )
    await this.#manifest()
    this.#progress(this.#total, this.#total)
    return { counts: this.#counts, missing: this.#missing }
  }

  async #countAll(): Promise<number> {
    const tables: PgTable[] = [
      articles,
      pictures,
      topics,
      authors,
      redirects,
      corrections,
      comments,
      remarks,
      articleMoves,
      frontArrangements,
      licences,
      campaigns,
      houseAds,
      webhookEndpoints,
      membershipLedger,
      people,
      subscriptions,
      donations,
      claims,
      ...(this.#options.withRevisions ? [articleRevisions] : []),
    ]
    let total = 0
    for (const table of tables) {
      const [row] = await this.#ctx.db.select({ rows: count() }).from(table)
      total += row?.rows ?? 0
    }
    return total
  }

  /** @returns what counts one of a kind each time it is called */
  #noting(kind: string): () => void {
    this.#counts[kind] = 0
    return () => {
      this.#counts[kind] = (this.#counts[kind] ?? 0) + 1
      this.#written += 1
      this.#progress(Math.min(this.#written, this.#total), this.#total)
    }
  }

  async #lines(kind: string, rows: AsyncIterable<object>): Promise<void> {
    await this.#sink.file(`${kind}.jsonl`, jsonLines(rows, this.#noting(kind)))
  }

  async #articles(): Promise<void> {
    const note = this.#noting('articles')
    for await (const article of exportedArticles(this.#ctx)) {
      await this.#sink.file(`articles/${article.slug}.json`, `${JSON.stringify(article, null, 1)}\n`)
      await this.#sink.file(`articles/${article.slug}.md`, articleMarkdown(article))
      note()
    }
  }

  async #pictures(): Promise<void> {
    for await (const row of pictureRows(this.#ctx)) {
      const bytes = await readOriginal(this.#ctx, row)
      if (bytes === null) this.#missing.push(row.file)
      else await this.#sink.file(`pictures/${row.file}`, bytes)
    }
    await this.#lines('pictures', pictureRows(this.#ctx))
  }

  /** Those this version knows, so that nothing leaves that was kept in the table for another purpose. */
  async #settings(): Promise<void> {
    const rows = await this.#ctx.db.select().from(settings)
    const known = rows.filter(({ key }) => key in settingGroups).map(({ key, value }) => [key, value])
    await this.#sink.file('settings.json', `${JSON.stringify(Object.fromEntries(known), null, 2)}\n`)
  }

  /** The last file: where it is, everything is. */
  async #manifest(): Promise<void> {
    const manifest = {
      format: 'standfirst-export',
      version: exportVersion,
      exportedAt: this.#ctx.now.toISOString(),
      magazine: this.#ctx.config.publicUrl,
      options: this.#options,
      counts: this.#counts,
      missingPictures: this.#missing,
    }
    await this.#sink.file('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
  }
}
