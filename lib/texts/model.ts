import { z } from 'zod'
import { plainText } from '#lib/plain-text.ts'

/** A sentence that readers meet, as it may be written anew at the desk. */
export interface TextPlace {
  key: TextKey
  /** What it is called at the desk. */
  name: string
  /** Where it stands. */
  where: string
  standard: string
  /** Characters at most. */
  most: number
  /** Whether the place may stay empty. */
  optional?: true
}

/** What every text stands for, in the order in which the desk shows them. `{magazine}` becomes the magazine's name. */
export const textPlaces = [
  {
    key: 'adFreeInvitation',
    name: 'Invitation beside the topics',
    where: 'At the head of an article that carries advertising, before its link.',
    standard: 'Want to read ad-free?',
    most: 60,
  },
  {
    key: 'adFreeInvitationLink',
    name: 'Link of that invitation',
    where: 'It leads to the donate page.',
    standard: 'Become a supporter',
    most: 40,
  },
  {
    key: 'askTitle',
    name: 'Title of the ask',
    where: 'Over the one quiet ask inside a longer article.',
    standard: 'Paid for by its readers',
    most: 60,
  },
  {
    key: 'ask',
    name: 'The ask',
    where: 'Inside a longer article, under that title.',
    standard:
      'No owner, no investors: what you have just read was paid for by people who read it before you. If it was worth your time, give what you can each month.',
    most: 400,
  },
  { key: 'askLink', name: 'Button of the ask', where: 'Under it.', standard: 'Support the magazine', most: 40 },
  {
    key: 'adAsk',
    name: 'In place of an advertisement',
    where: 'In a frame for advertising for which there is none.',
    standard: 'Advertising pays a part of what you read here. Readers pay the rest, and read without it.',
    most: 160,
  },
  {
    key: 'donateIntro',
    name: 'Head of the donate page',
    where: 'Under its title, before the amounts.',
    standard:
      '{magazine} has no owner to please and nothing to sell you. What it prints is paid for by the people who read it.',
    most: 400,
  },
  {
    key: 'thanks',
    name: 'Thanks',
    where: 'After a gift was made, after the sentence that names its amount.',
    standard: '{magazine} exists because of people who do what you have just done.',
    most: 300,
  },
  {
    key: 'gateNote',
    name: 'At the gate',
    where: 'Where a preview ends, under what supporters get. May be empty.',
    standard: '',
    most: 200,
    optional: true,
  },
  {
    key: 'commentGate',
    name: 'Who may comment',
    where: 'Above the comments, before its link.',
    standard: 'Only supporters and patrons, who donate regularly, can comment.',
    most: 160,
  },
  {
    key: 'commentGateLink',
    name: 'Link after that',
    where: 'It leads to the donate page; a full stop follows.',
    standard: 'Join today',
    most: 40,
  },
  {
    key: 'footerLine',
    name: 'At the foot of every page',
    where: 'Beside the publisher. May be empty: an address, a company’s number, a regulator.',
    standard: '',
    most: 200,
    optional: true,
  },
] as const satisfies readonly {
  key: string
  name: string
  where: string
  standard: string
  most: number
  optional?: true
}[]

export type TextKey = (typeof textPlaces)[number]['key']
export type Texts = Record<TextKey, string>

const shapeOf = (places: readonly TextPlace[]) =>
  Object.fromEntries(
    places.map(({ key, most, standard, optional }) => {
      const line = plainText.trim().max(most, `Write at most ${most} characters.`)
      const schema = optional ? line : line.min(1, 'This place cannot be empty.')
      return [key, schema.default(standard)]
    }),
  )

const keysSchema = z.record(z.enum(textPlaces.map(({ key }) => key)), z.string())

/** Every text; what is not kept is the standard. One line each: a break becomes a blank. */
export const textsSchema = z.object(shapeOf(textPlaces)).pipe(keysSchema)

/** The texts with the magazine's name filled in. */
export function filledIn(texts: Texts, magazine: string): Texts {
  return keysSchema.parse(
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.replaceAll('{magazine}', magazine)])),
  )
}
