'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { mendAddress } from '#lib/books/addresses.ts'
import { addressSchema } from '#lib/books/address/model.ts'
import { makeBatch } from '#lib/books/batches.ts'
import { judgeDedication } from '#lib/books/dedications.ts'
import { dispatchBatch, dispatchClaim, takeTracking } from '#lib/books/dispatch.ts'
import { claimByNumber, moveByHand, noteOnClaim, packClaim, replaceClaim } from '#lib/books/packing.ts'
import { mayFulfil, mayReadDedications } from '#lib/books/policy.ts'
import { Refusal } from '#lib/errors.ts'
import { answerForm } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { mostBytes, tooLarge } from './tracking/most-bytes.ts'

const path = '/desk/books'

/** Fulfilment: puts what is ready in a zone into a batch. */
export async function beginBatch(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('batch', form, async (typed) => {
    const staff = await requireStaff(path, mayFulfil)
    const wanted = z.object({ campaignId: z.uuid(), zoneId: z.uuid() }).parse(typed)
    const id = await makeBatch(await requestContext(), { ...wanted, most: 500, actorId: staff.id })
    redirect(`${path}/batches/${id}`)
  })
}

const packSchema = z.object({
  next: z.uuid().optional(),
  number: z.string().trim().default(''),
  batch: z.uuid().optional(),
})

/** Fulfilment: packs the claim of the number that was typed or scanned; without one, the one that is shown. */
export async function pack(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('pack', form, async (typed) => {
    const staff = await requireStaff(path, mayFulfil)
    const { next, number, batch } = packSchema.parse(typed)
    const ctx = await requestContext()
    const id = number === '' ? next : await claimByNumber(ctx, readNumber(number))
    if (!id) throw new Refusal('not_found', number === '' ? 'Nothing is ready.' : `There is no claim ${number}.`)
    const packed = await packClaim(ctx, id, { actorId: staff.id })
    const query = new URLSearchParams({ packed: String(packed.number), id, ...(batch ? { batch } : {}) })
    redirect(`${path}/pack?${query}`)
  })
}

function readNumber(typed: string): number {
  if (/^\d{1,9}$/.test(typed)) return Number(typed)
  throw new Refusal('invalid', 'Type or scan the number of a claim, such as 1042.')
}

const deedSchema = z.object({
  id: z.uuid(),
  deed: z.enum([
    'unpacked',
    'delivered',
    'returned',
    'trouble_settled',
    'ended_by_desk',
    'dispatched',
    'replaced',
    'noted',
    'packed',
  ]),
  why: z.string().trim().max(500, 'Use at most 500 characters.').default(''),
  copyIsBack: z.literal('on').optional(),
  carrier: z.string().trim().max(60).default(''),
  trackingNumber: z
    .string()
    .transform((number) => number.replace(/\s/g, '').toUpperCase())
    .pipe(z.string().regex(/^([A-Z0-9-]{6,40})?$/, 'This is no tracking number.'))
    .default(''),
})

/** Fulfilment: moves one claim, or notes something on it. */
export async function actOnClaim(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('claim', form, async (typed) => {
    const staff = await requireStaff(path, mayFulfil)
    const { id, deed, why, copyIsBack, carrier, trackingNumber } = deedSchema.parse(typed)
    const ctx = await requestContext()
    const by = { actorId: staff.id, why }
    const isBack = copyIsBack === 'on'
    if (deed === 'noted') await noteOnClaim(ctx, id, by)
    else if (deed === 'packed') await packClaim(ctx, id, by)
    else if (deed === 'dispatched')
      await dispatchClaim(ctx, id, { carrier: carrier || null, trackingNumber: trackingNumber || null }, by)
    else if (deed === 'replaced') {
      const made = await replaceClaim(ctx, id, { ...by, copyIsBack: isBack })
      redirect(`${path}/${made}?done=replaces`)
    } else if (deed === 'ended_by_desk') await moveByHand(ctx, id, { kind: deed, copyIsBack: isBack }, by)
    else await moveByHand(ctx, id, { kind: deed }, by)
    redirect(`${path}/${id}?done=${deed}`)
  })
}

/** Fulfilment: mends where a book goes. */
export async function mend(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('mend', form, async (typed) => {
    const staff = await requireStaff(path, mayFulfil)
    const { id } = z.object({ id: z.uuid() }).parse(typed)
    await mendAddress(await requestContext(), { claimId: id, actorId: staff.id, typed: addressSchema.parse(typed) })
    redirect(`${path}/${id}?done=mended`)
  })
}

/** Fulfilment: everything packed in a batch has left, without tracking numbers. */
export async function sendBatch(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('send-batch', form, async (typed) => {
    const staff = await requireStaff(path, mayFulfil)
    const { id, carrier } = z.object({ id: z.uuid(), carrier: z.string().trim().max(60) }).parse(typed)
    const sent = await dispatchBatch(await requestContext(), id, carrier, { actorId: staff.id })
    if (sent === 0) throw new Refusal('conflict', 'Nothing in this batch is packed and waits to be sent.')
    redirect(`${path}/batches/${id}?sent=${sent}`)
  })
}

/** Fulfilment: takes a carrier's file of tracking numbers. When a row is wrong, nothing is applied and each fault is shown. */
export async function takeTrackingFile(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('tracking', form, async (typed) => {
    const staff = await requireStaff(path, mayFulfil)
    const { carrier } = z.object({ carrier: z.string().trim().min(1, 'Name the carrier.').max(60) }).parse(typed)
    const file = form.get('file')
    if (!(file instanceof File) || file.size === 0) throw refusedFile('Choose the carrier’s CSV file.')
    if (file.size > mostBytes) throw refusedFile(tooLarge)
    const taken = await takeTracking(await requestContext(), await file.text(), carrier, { actorId: staff.id })
    if (taken.faults.length > 0) {
      const shown = taken.faults.slice(0, 200).map(({ line, fault }) => `Line ${line}: ${fault}`)
      return {
        ...emptyForm,
        typed,
        message: 'Nothing was applied. Mend these lines and give the file again.',
        fields: { rows: shown.join('\n') },
      }
    }
    redirect(`${path}/tracking?dispatched=${taken.dispatched}&already=${taken.already}`)
  })
}

function refusedFile(message: string): Refusal {
  return new Refusal('invalid', message, { file: message })
}

const dedicationSchema = z.object({
  campaignId: z.uuid().optional(),
  claimId: z.uuid(),
  text: z.string(),
  verdict: z.enum(['accepted', 'refused']),
  note: z.string().max(300, 'Use at most 300 characters.').default(''),
})

/** Fulfilment and editors: says whether a dedication will be written, and leads back to where it was read. */
export async function readDedication(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('dedication', form, async (typed) => {
    const staff = await requireStaff(path, mayReadDedications)
    const { campaignId, ...judged } = dedicationSchema.parse(typed)
    await judgeDedication(await requestContext(), { ...judged, actorId: staff.id })
    redirect(campaignId ? `${path}/campaigns/${campaignId}?done=read#dedications` : `${path}/dedications?done=read`)
  })
}
