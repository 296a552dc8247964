import { and, asc, desc, eq, isNotNull } from 'drizzle-orm'
import { articles, authors } from '#db/schema/articles.ts'
import { noticePreferences } from '#db/schema/notices.ts'
import {
  accountDeletions,
  people,
  personRoles,
  sessions,
  staffInvitations,
  verificationTokens,
} from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { personalArchives } from '#db/schema/privacy.ts'
import { signInCodes } from '#db/schema/sign-in.ts'
import { giftLinks, meteredReadings } from '#db/schema/wall.ts'
import { deviceOf } from '#lib/people/device.ts'
import { articleUrl, ofPerson, type Part } from './part.ts'

const account: Part = {
  key: 'account',
  title: 'Account',
  about: 'The account itself, and how its comments are told of.',
  async read(ctx, subject) {
    const rows = await ctx.db
      .select({ person: people, noticesBy: noticePreferences.mail, deletion: accountDeletions })
      .from(people)
      .leftJoin(noticePreferences, eq(noticePreferences.personId, people.id))
      .leftJoin(accountDeletions, eq(accountDeletions.personId, people.id))
      .where(ofPerson(people.id, subject))
    const roles = await ctx.db.select().from(personRoles).where(ofPerson(personRoles.personId, subject))
    const credited = await ctx.db.select().from(authors).where(ofPerson(authors.personId, subject))
    return rows.map(({ person, noticesBy, deletion }) => ({
      id: person.id,
      name: person.name,
      email: person.email,
      picture: person.image,
      addressConfirmed: person.emailVerified,
      accountMade: person.createdAt,
      lastSeen: person.lastSeenAt,
      mailComesBackSince: person.mailRefusedAt,
      mailComesBackBecause: person.mailRefusedBecause,
      noticesByMail: noticesBy ?? 'immediate',
      deletionAskedFor: deletion?.requestedAt ?? null,
      staffRoles: roles.map(({ role, grantedAt }) => `${role.replaceAll('_', ' ')}, since ${grantedAt.toISOString()}`),
      creditedAs: credited.map(({ name, biography }) => [name, biography].filter((text) => text !== '').join(': ')),
    }))
  },
}

const signIns: Part = {
  key: 'sign-ins',
  title: 'Where you are signed in',
  about: 'Sessions that have not ended, and links and codes for signing in that were asked for lately.',
  async read(ctx, subject) {
    const live = await ctx.db
      .select()
      .from(sessions)
      .where(ofPerson(sessions.userId, subject))
      .orderBy(desc(sessions.createdAt))
    const links = await ctx.db
      .select({ expires: verificationTokens.expires })
      .from(verificationTokens)
      .where(eq(verificationTokens.identifier, subject.email))
    const codes = await ctx.db
      .select({ sent: signInCodes.createdAt, expires: signInCodes.expiresAt, tries: signInCodes.attempts })
      .from(signInCodes)
      .where(eq(signInCodes.email, subject.email))
    return [
      ...live.map(({ userAgent, createdAt, lastSeenAt, expires }) => ({
        what: 'Session',
        device: deviceOf(userAgent),
        browserSaid: userAgent,
        began: createdAt,
        lastSeen: lastSeenAt,
        endsBy: expires,
      })),
      ...links.map(({ expires }) => ({ what: 'Link for signing in', endsBy: expires })),
      ...codes.map(({ sent, expires, tries }) => ({ what: 'Code for signing in', sent, endsBy: expires, tries })),
    ]
  },
}

const invitations: Part = {
  key: 'invitations',
  title: 'Invitations to work here',
  about: 'Invitations to the staff that went to your address.',
  async read(ctx, subject) {
    const rows = await ctx.db
      .select()
      .from(staffInvitations)
      .where(eq(staffInvitations.email, subject.email))
      .orderBy(asc(staffInvitations.createdAt))
    return rows.map(({ name, roles, createdAt, expiresAt, acceptedAt, withdrawnAt }) => ({
      name,
      roles: roles.map((role) => role.replaceAll('_', ' ')),
      made: createdAt,
      expires: expiresAt,
      accepted: acceptedAt,
      withdrawn: withdrawnAt,
    }))
  },
}

const reading: Part = {
  key: 'reading',
  title: 'Articles opened and given',
  about:
    'Metered articles you opened this month (forgotten when it is over), and links by which you gave articles away.',
  isTable: true,
  async read(ctx, subject) {
    const opened = await ctx.db
      .select({ headline: articles.headline, slug: articles.slug, at: meteredReadings.readAt })
      .from(meteredReadings)
      .innerJoin(articles, eq(articles.id, meteredReadings.articleId))
      .where(ofPerson(meteredReadings.personId, subject))
      .orderBy(asc(meteredReadings.readAt))
    const given = await ctx.db
      .select({ link: giftLinks, headline: articles.headline, slug: articles.slug })
      .from(giftLinks)
      .innerJoin(articles, eq(articles.id, giftLinks.articleId))
      .where(ofPerson(giftLinks.personId, subject))
      .orderBy(asc(giftLinks.createdAt))
    return [
      ...opened.map(({ headline, slug, at }) => ({
        what: 'Opened',
        article: headline,
        at,
        url: articleUrl(ctx, slug),
      })),
      ...given.map(({ link, headline, slug }) => ({
        what: `Given by a link, opened ${link.openings} of ${link.most} times`,
        article: headline,
        at: link.createdAt,
        url: articleUrl(ctx, slug),
      })),
    ]
  },
}

const mailsSent: Part = {
  key: 'mails',
  title: 'Mails sent to you',
  about:
    'Which kinds of mail went to your address, and when. What they said is with you; here it is removed after a while.',
  isTable: true,
  async read(ctx, { email }) {
    const rows = await ctx.db.select().from(mails).where(eq(mails.recipient, email)).orderBy(asc(mails.createdAt))
    return rows.map(({ kind, createdAt, sentAt, refusedAt, problem }) => ({
      kind: kind.replaceAll('-', ' '),
      written: createdAt,
      sent: sentAt,
      givenUp: refusedAt,
      problem,
    }))
  },
}

const archives: Part = {
  key: 'archives',
  title: 'Archives like this one',
  about: 'When what is kept about you was put together before, and who asked for it.',
  isTable: true,
  async read(ctx, subject) {
    const rows = await ctx.db
      .select()
      .from(personalArchives)
      .where(and(eq(personalArchives.email, subject.email), isNotNull(personalArchives.requestedAt)))
      .orderBy(asc(personalArchives.requestedAt))
    return rows.map(({ requestedAt, requestedBy, finishedAt, fetchedAt, state }) => ({
      askedFor: requestedAt,
      by: requestedBy === null || requestedBy === subject.personId ? 'you' : 'an administrator, because you asked them',
      ready: finishedAt,
      fetched: fetchedAt,
      state,
    }))
  },
}

export const accountParts: Part[] = [account, signIns, invitations, reading, mailsSent, archives]
