import { and, eq, isNull } from 'drizzle-orm'
import { recoveryCodes, secondFactors } from '#db/schema/second-factor.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { dateIn } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { decryptFrom } from '#lib/encrypted.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { outsideTime } from '#lib/system-time.ts'
import { factorSecret } from '../columns.ts'
import { readTypedCode, type TypedCode } from '../model.ts'
import { codesLeft } from '../queries.ts'
import { stepOfCode } from './app-codes.ts'
import { recoveryHash } from './recovery.ts'
import { tellOfFactor } from './tell.ts'

/**
 * By person, however many sessions and addresses try: three codes of a million are right at any time, so that forty tries
 * a day find one in some eight thousand days.
 */
const triesAtOnce = { name: 'second-factor', points: 10, seconds: 15 * 60 }
const triesADay = { name: 'second-factor-day', points: 40, seconds: 24 * 60 * 60 }

export interface Proof {
  personId: string
  /** What was typed. */
  typed: string
  /** The field it was typed into. */
  field: string
}

/**
 * Does `work` if somebody proves that it is they: by the code their app shows now, or by a recovery code. Each is good for
 * one proof; what undoes the work gives the code back.
 * @throws Refusal beside the field for a wrong or used code, `too_many`, `conflict` without a second factor
 */
export async function withProof<Result>(
  ctx: Context,
  { personId, typed, field }: Proof,
  work: (tx: Context) => Promise<Result>,
): Promise<Result> {
  const code = readTypedCode(typed)
  if (code === null) throw fieldRefusal(field, 'Enter the six figures that your app shows, or a recovery code.')
  await takeTry(ctx, personId)
  return inTransaction(ctx, async (tx) => {
    const [factor] = await tx.db.select().from(secondFactors).where(eq(secondFactors.personId, personId)).for('update')
    if (!factor) throw new Refusal('conflict', 'This account has no second factor any more. Open the desk again.')
    if (code.kind === 'app') await takeAppCode(tx, factor, code, field)
    else await takeRecoveryCode(tx, personId, code, field)
    return work(tx)
  })
}

/** Counted outside the transaction, which a wrong code undoes. Whose account it is learns of it, once a day. */
async function takeTry(ctx: Context, personId: string): Promise<void> {
  const what = 'Many codes were tried for this account.'
  try {
    await requirePoint(ctx, triesAtOnce, personId, what)
    await requirePoint(ctx, triesADay, personId, what)
  } catch (refused) {
    if (refused instanceof Refusal) {
      ctx.log.warn({ event: 'second factor refused', personId }, 'too many codes were tried for one account')
      const today = dateIn(ctx.now, 'UTC')
      await inTransaction(ctx, (tx) => tellOfFactor(tx, personId, { what: 'many_tries' }, today))
    }
    throw refused
  }
}

async function takeAppCode(
  tx: Context,
  { personId, secret, lastStep }: typeof secondFactors.$inferSelect,
  { code }: TypedCode,
  field: string,
): Promise<void> {
  // Phones show real time, wherever the magazine's has been moved to.
  const step = stepOfCode(decryptFrom(tx.config, factorSecret, personId, secret), code, outsideTime(tx))
  if (step === null)
    throw fieldRefusal(field, 'That code is not right. Look at what the app shows now; it changes every half minute.')
  if (step <= lastStep) throw fieldRefusal(field, 'That code was used already. Wait until the app shows the next one.')
  await tx.db.update(secondFactors).set({ lastStep: step }).where(eq(secondFactors.personId, personId))
}

async function takeRecoveryCode(tx: Context, personId: string, { code }: TypedCode, field: string): Promise<void> {
  const [used] = await tx.db
    .update(recoveryCodes)
    .set({ usedAt: tx.now })
    .where(
      and(
        eq(recoveryCodes.codeHash, recoveryHash(personId, code)),
        eq(recoveryCodes.personId, personId),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id })
  if (!used) throw fieldRefusal(field, 'That is none of your recovery codes, or it was used already.')
  const left = await codesLeft(tx, personId)
  await recordAudit(tx, {
    actorId: personId,
    action: 'used a recovery code',
    subject: subjectOf('person', personId),
    details: { left },
  })
  await tellOfFactor(tx, personId, { what: 'recovery_code_used', left })
}
