import { eq } from 'drizzle-orm'
import { settings } from '#db/schema/platform.ts'
import { advertisingSchema, type Advertising } from '#lib/ad-slots/model.ts'
import type { Context } from '#lib/context.ts'
import { textsSchema, type Texts } from '#lib/texts/model.ts'
import {
  bookSettingsSchema,
  caseSettingsSchema,
  commentSettingsSchema,
  donationSettingsSchema,
  magazineSchema,
  privacySettingsSchema,
  staffSettingsSchema,
  wallSchema,
  type BookSettings,
  type CaseSettings,
  type CommentSettings,
  type DonationSettings,
  type Magazine,
  type PrivacySettings,
  type StaffSettings,
  type Wall,
} from './model.ts'

async function group(ctx: Context, key: string): Promise<unknown> {
  const [row] = await ctx.db.select({ value: settings.value }).from(settings).where(eq(settings.key, key))
  return row?.value ?? {}
}

export async function magazineSettings(ctx: Context): Promise<Magazine> {
  return magazineSchema.parse(await group(ctx, 'magazine'))
}

export async function advertisingSettings(ctx: Context): Promise<Advertising> {
  return advertisingSchema.parse(await group(ctx, 'advertising'))
}

export async function donationSettings(ctx: Context): Promise<DonationSettings> {
  return donationSettingsSchema.parse(await group(ctx, 'donations'))
}

export async function wallSettings(ctx: Context): Promise<Wall> {
  return wallSchema.parse(await group(ctx, 'wall'))
}

/** What readers are told, as it was written at the desk or stands there from the start. */
export async function textSettings(ctx: Context): Promise<Texts> {
  return textsSchema.parse(await group(ctx, 'texts'))
}

export async function bookSettings(ctx: Context): Promise<BookSettings> {
  return bookSettingsSchema.parse(await group(ctx, 'books'))
}

export async function commentSettings(ctx: Context): Promise<CommentSettings> {
  return commentSettingsSchema.parse(await group(ctx, 'comments'))
}

export async function caseSettings(ctx: Context): Promise<CaseSettings> {
  return caseSettingsSchema.parse(await group(ctx, 'cases'))
}

export async function privacySettings(ctx: Context): Promise<PrivacySettings> {
  return privacySettingsSchema.parse(await group(ctx, 'privacy'))
}

export async function staffSettings(ctx: Context): Promise<StaffSettings> {
  return staffSettingsSchema.parse(await group(ctx, 'staff'))
}
