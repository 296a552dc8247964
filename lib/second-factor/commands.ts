import { and, eq, ne } from 'drizzle-orm'
import { people, sessions } from '#db/schema/people.ts'
import { recoveryCodes, secondFactors, secondFactorSetups } from '#db/schema/second-factor.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { after, minute } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { decryptFrom, encryptFor } from '#lib/encrypted.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import type { Person } from '#lib/people/model.ts'
import { outsideTime } from '#lib/system-time.ts'
import { factorSecret, setupSecret } from './columns.ts'
import { newSecret, stepOfCode } from './internal/app-codes.ts'
import { withProof } from './internal/prove.ts'
import { newRecoveryCodes, recoveryHash } from './internal/recovery.ts'
import { tellOfFactor } from './internal/tell.ts'
import { factorRules, inFours, readTypedCode } from './model.ts'
import { requiredOf } from './queries.ts'

/** Somebody of the staff, in the session that asks. @property sessionHash how the table of sessions knows it */
export interface InSession {
  personId: string
  sessionHash: string
}

/**
 * Makes a new secret to be shown in this session, and to be confirmed in it by a code. Whoever has a second factor proves it
 * first; it stays good until the new one is confirmed.
 * @param typed a code; empty for whoever has no second factor yet
 * @throws Refusal `invalid` beside `code`, `too_many`
 */
export async function beginSetUp(ctx: Context, { personId, sessionHash }: InSession, typed: string): Promise<void> {
  const begin = async (tx: Context) => {
    const kept = {
      personId,
      secret: encryptFor(tx.config, setupSecret, sessionHash, newSecret()),
      beganAt: tx.now,
    }
    await tx.db
      .insert(secondFactorSetups)
      .values({ sessionToken: sessionHash, ...kept })
      .onConflictDoUpdate({ target: secondFactorSetups.sessionToken, set: kept })
  }
  const isFirst = await inTransaction(ctx, async (tx) => {
    await lockOwner(tx, personId)
    if (await factorRow(tx, personId)) return false
    await begin(tx)
    return true
  })
  if (!isFirst) await withProof(ctx, { personId, typed, field: 'code' }, begin)
}

/** Whoever begins or confirms holds it: what one found the other does not change meanwhile. */
async function lockOwner(tx: Context, personId: string): Promise<void> {
  await tx.db.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('no key update')
}

async function factorRow(tx: Context, personId: string) {
  const [row] = await tx.db.select().from(secondFactors).where(eq(secondFactors.personId, personId))
  return row
}

/**
 * Makes the secret shown in this session the second factor, by a first code of it. The session has then shown it; every other
 * one is asked for it.
 * @returns the recovery codes, which are told to nobody again
 * @throws Refusal `invalid` beside `code`; `conflict` when nothing was begun here, or too long ago
 */
export async function confirmSetUp(
  ctx: Context,
  { personId, sessionHash }: InSession,
  typed: string,
): Promise<string[]> {
  const code = readTypedCode(typed)
  if (code?.kind !== 'app') throw fieldRefusal('code', 'Enter the six figures that your app shows.')
  return inTransaction(ctx, async (tx) => {
    // Of two sessions that confirm at once the second finds nothing begun: the first has forgotten it.
    await lockOwner(tx, personId)
    const [row] = await tx.db
      .select()
      .from(secondFactorSetups)
      .where(and(eq(secondFactorSetups.sessionToken, sessionHash), eq(secondFactorSetups.personId, personId)))
    if (!row || row.beganAt < after(tx.now, -factorRules.setUpMinutes * minute))
      throw new Refusal('conflict', 'This square code is no longer valid. Begin again: you are shown another.')
    const secret = decryptFrom(tx.config, setupSecret, sessionHash, row.secret)
    const step = stepOfCode(secret, code.code, outsideTime(tx))
    if (step === null) throw fieldRefusal('code', wrongFirstCode(secret, code.code, outsideTime(tx)))
    const kept = { secret: encryptFor(tx.config, factorSecret, personId, secret), setUpAt: tx.now, lastStep: step }
    const before = await factorRow(tx, personId)
    await tx.db
      .insert(secondFactors)
      .values({ personId, ...kept })
      .onConflictDoUpdate({ target: secondFactors.personId, set: kept })
    await tx.db.delete(secondFactorSetups).where(eq(secondFactorSetups.personId, personId))
    await tx.db
      .update(sessions)
      .set({ secondFactorAt: null })
      .where(and(eq(sessions.userId, personId), ne(sessions.sessionToken, sessionHash)))
    await tx.db
      .update(sessions)
      .set({ secondFactorAt: outsideTime(tx) })
      .where(eq(sessions.sessionToken, sessionHash))
    await noteOwn(tx, personId, before ? 'renewed their second factor' : 'set up a second factor')
    await tellOfFactor(tx, personId, { what: before ? 'renewed' : 'set_up' })
    return replaceRecoveryCodes(tx, personId)
  })
}

/** A clock that is wrong, on the phone or here, is what mostly keeps a first code from being right. */
function wrongFirstCode(secret: string, code: string, at: Date): string {
  const anHour = 120
  return stepOfCode(secret, code, at, anHour) === null
    ? 'That code is not right. Look at what the app shows now; it changes every half minute.'
    : `That is a code of your app, but of another time: ours is ${at.toISOString().slice(11, 16)} UTC. Let the phone set its clock by itself. If it is right, whoever runs this site must mend ours.`
}

/** Opens the desk to a session. @throws Refusal beside `code`, `too_many`, `conflict` without a second factor */
export async function showFactor(
  ctx: Context,
  { personId, sessionHash }: InSession,
  typed: string,
  field: 'code' | 'recovery' = 'code',
): Promise<void> {
  await withProof(ctx, { personId, typed, field }, async (tx) => {
    await tx.db
      .update(sessions)
      .set({ secondFactorAt: outsideTime(tx) })
      .where(and(eq(sessions.sessionToken, sessionHash), eq(sessions.userId, personId)))
  })
}

/** Makes ten new recovery codes; the old ones end. @returns them; they are told to nobody again @throws as `showFactor` */
export async function renewRecoveryCodes(ctx: Context, personId: string, typed: string): Promise<string[]> {
  return withProof(ctx, { personId, typed, field: 'code' }, async (tx) => {
    await noteOwn(tx, personId, 'made new recovery codes')
    await tellOfFactor(tx, personId, { what: 'new_codes' })
    return replaceRecoveryCodes(tx, personId)
  })
}

/**
 * Takes one's own second factor away.
 * @throws Refusal `conflict` while the settings ask for one; else as `showFactor`
 */
export async function turnOffFactor(ctx: Context, person: Pick<Person, 'id' | 'roles'>, typed: string): Promise<void> {
  await withProof(ctx, { personId: person.id, typed, field: 'code' }, async (tx) => {
    // Asked while it is held: nobody begins to ask for it of others meanwhile (requirement.ts).
    const required = await requiredOf(tx, person)
    if (required !== null && required <= tx.now)
      throw new Refusal('conflict', 'You need a second factor for the desk. Set up another app instead.')
    await forgetFactor(tx, person.id)
    await noteOwn(tx, person.id, 'turned off their second factor')
    await tellOfFactor(tx, person.id, { what: 'turned_off' })
  })
}

/**
 * Takes somebody else's second factor away, who has lost phone and recovery codes, and signs them out everywhere: they sign in
 * by mail, and set up another where one is asked for.
 * @param actorId an administrator, or the command line; the caller has asked `mayManagePeople`
 * @throws Refusal `conflict` for one's own, `not_found` where there is none
 */
export async function resetFactor(
  ctx: Context,
  { personId, actorId }: { personId: string; actorId: string },
): Promise<void> {
  if (personId === actorId)
    throw new Refusal('conflict', 'Your own second factor you turn off or renew in your account, by a code.')
  await inTransaction(ctx, async (tx) => {
    if (!(await forgetFactor(tx, personId))) throw new Refusal('not_found', 'This person has no second factor.')
    await tx.db.delete(sessions).where(eq(sessions.userId, personId))
    await recordAudit(tx, {
      actorId,
      action: 'reset a second factor',
      subject: subjectOf('person', personId),
      details: {},
    })
    await tellOfFactor(tx, personId, { what: 'reset' })
  })
}

/** @returns whether there was one */
export async function forgetFactor(tx: Context, personId: string): Promise<boolean> {
  const gone = await tx.db
    .delete(secondFactors)
    .where(eq(secondFactors.personId, personId))
    .returning({ personId: secondFactors.personId })
  await tx.db.delete(secondFactorSetups).where(eq(secondFactorSetups.personId, personId))
  await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId))
  return gone.length > 0
}

async function replaceRecoveryCodes(tx: Context, personId: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId))
  await tx.db.insert(recoveryCodes).values(codes.map((code) => ({ personId, codeHash: recoveryHash(personId, code) })))
  return codes.map(inFours)
}

async function noteOwn(tx: Context, personId: string, action: string): Promise<void> {
  await recordAudit(tx, { actorId: personId, action, subject: subjectOf('person', personId), details: {} })
}
