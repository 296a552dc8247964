'use client'

import { useEffect, useRef, useState, type MouseEvent } from 'react'
import { judgeGift, limitsOf, type DonationTerms, type Frequency } from '#lib/donations/model.ts'
import type { Plan } from '#lib/membership/model.ts'
import { parseAmount, type Currency } from '#lib/money.ts'
import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { notCharged, useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { sendKeeping, useLeaving } from '#app/_ui/use-leaving.ts'
import { donate } from './actions.ts'
import { AmountChoice, type Choice } from './amount-choice.tsx'
import { BookOffers, booksInWords, type BookOnOffer } from './book-offer.tsx'
import { CurrencyLinks } from './currency-links.tsx'
import { giftInWords, introduction, limitsInWords } from './gift-in-words.ts'
import { suggestedFor } from './suggested.ts'

const frequencies: readonly [Frequency, string][] = [
  ['month', 'Monthly'],
  ['year', 'Yearly'],
  ['once', 'Once'],
]

interface Props {
  /** What the form starts from: empty, or refused a moment ago. */
  start: FormState
  /** A UUID; the same form sent twice is one donation. */
  formId: string
  from: string
  frequency: Frequency
  currency: Currency
  /** Those on sale in every currency offered. */
  plans: Plan[]
  terms: DonationTerms
  /** Minor units asked for by the link that led here. */
  chosen: number | null
  locale: string
  books: BookOnOffer[]
  /** The book that was asked for by the way here: its campaign's id. */
  wished: string | null
  /** The attempt the donor came back from without paying. */
  left: string | null
  /** For somebody who gives regularly already. */
  onceOnly: boolean
}

/**
 * One decision at a time: how often, how much, and then what that gives. How often and the currency are links that the
 * script answers itself where it runs; without it they load the page anew, and everything else is a plain form. What is
 * chosen stands in the page's address, so that every way back to it finds it again.
 */
export function DonateForm({
  start,
  formId,
  from,
  plans,
  terms,
  chosen,
  locale,
  books,
  wished,
  left,
  onceOnly,
  ...asked
}: Props) {
  const [state, action, sending] = useFormAnswer(donate, start, notCharged)
  const [frequency, setFrequency] = useState(asked.frequency)
  const [currency, setCurrency] = useState(asked.currency)
  const [choice, setChoice] = useState(() => firstChoice(state, chosen, suggestedIn(asked.frequency, asked.currency)))
  const [answered, setAnswered] = useState<FormState | null>(null)
  const leaving = useLeaving(state)
  const form = useRef<HTMLFormElement>(null)

  function suggestedIn(often: Frequency, money: Currency): number[] {
    return suggestedFor(often, sold(money), terms.limits[money])
  }
  function sold(money: Currency): Plan[] {
    return plans.filter((plan) => plan.currency === money)
  }

  const onSale = sold(currency)
  const amount = amountIn(choice)
  const verdict = amount === null ? null : judgeGift({ frequency, amount, currency }, onSale, terms)
  const fault = answered === state ? undefined : state.fields.amount
  const nothingYet = choice.picked === '' || (choice.picked === 'other' && choice.typed.trim() === '')
  const gives = giftInWords(verdict, locale)
  const brings = verdict?.accepted ? booksInWords(books, verdict.gift) : ''

  function address(next: { frequency: Frequency; currency: Currency; amount?: string }): string {
    return `/donate?${new URLSearchParams({ ...next, ...(from === '/' ? {} : { from }) })}`
  }

  // What was pressed before the script ran, or was put back by the browser, is in the form and not in its state.
  useEffect(() => {
    const fields = form.current && new FormData(form.current)
    const picked = fields?.get('suggested')
    const typed = fields?.get('typed')
    if (typeof picked === 'string') setChoice({ picked, typed: typeof typed === 'string' ? typed : '' })
  }, [])

  function choose(next: Choice): void {
    setChoice(next)
    setAnswered(state)
    const money = amountIn(next)
    remember({ frequency, currency, ...(money === null ? {} : { amount: (money / 100).toFixed(2) }) })
  }

  /** Answers a link by itself: amounts are other ones then, so that none stays chosen. */
  function turn(event: MouseEvent, next: { frequency: Frequency; currency: Currency }): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    setFrequency(next.frequency)
    setCurrency(next.currency)
    setChoice({ picked: '', typed: '' })
    setAnswered(state)
    remember(next)
  }

  function remember(next: { frequency: Frequency; currency: Currency; amount?: string }): void {
    history.replaceState(null, '', address(next))
  }

  return (
    <form ref={form} action={action} onSubmit={sendKeeping(action)} noValidate className="mt-8">
      <FormMessage text={fault || answered === state ? '' : state.message} />
      <input type="hidden" name="formId" value={formId} />
      <input type="hidden" name="from" value={from} />
      <input type="hidden" name="frequency" value={frequency} />
      <input type="hidden" name="currency" value={currency} />
      {left !== null && <input type="hidden" name="left" value={left} />}
      {wished !== null && <input type="hidden" name="campaign" value={wished} />}

      {!onceOnly && (
        <nav aria-label="How often" className="grid grid-cols-3 border border-strong">
          {frequencies.map(([value, name]) => (
            <a
              key={value}
              href={address({ frequency: value, currency })}
              onClick={(event) => turn(event, { frequency: value, currency })}
              aria-current={value === frequency ? 'true' : undefined}
              className={`flex min-h-12 items-center justify-center border-l border-strong font-plain font-semibold no-underline first:border-l-0 ${value === frequency ? 'bg-ink text-paper' : 'hover:bg-panel'}`}
            >
              {name}
            </a>
          ))}
        </nav>
      )}

      <AmountChoice
        suggested={suggestedIn(frequency, currency)}
        currency={currency}
        locale={locale}
        limits={limitsInWords(limitsOf(frequency, currency, onSale, terms), frequency, locale)}
        choice={choice}
        fault={fault}
        onChoose={choose}
      />
      <CurrencyLinks
        currency={currency}
        currencies={terms.currencies}
        address={(code) => address({ frequency, currency: code })}
        onTurn={(event, code) => turn(event, { frequency, currency: code })}
      />

      <p id="gives" aria-live="polite" className="mt-6 min-h-28 text-xl leading-snug text-pretty">
        {nothingYet ? (
          introduction(frequency, onSale, locale)
        ) : (
          <>
            {gives.amount !== '' && (
              <strong className="block text-5xl leading-tight font-semibold tracking-[-0.02em]">{gives.amount} </strong>
            )}
            {gives.words}
            {brings !== '' && <span className="text-accent"> {brings}</span>}
          </>
        )}
      </p>
      <BookOffers
        books={books}
        gift={verdict?.accepted ? verdict.gift : null}
        currency={currency}
        locale={locale}
        state={state}
        wished={wished}
      />
      <p className="mt-6">
        <SubmitButton waiting="One moment …" leaving={sending || leaving}>
          Continue to payment
        </SubmitButton>
      </p>
    </form>
  )
}

function amountIn({ picked, typed }: Choice): number | null {
  if (picked === 'other') return parseAmount(typed)
  return picked === '' ? null : Number(picked)
}

/** Nothing is chosen for the donor; only a link that names an amount, or a form that came back, fills one in. */
function firstChoice({ typed: sent }: FormState, chosen: number | null, suggested: number[]): Choice {
  if (sent.suggested !== undefined || sent.typed !== undefined)
    return { picked: sent.suggested ?? (sent.typed ? 'other' : ''), typed: sent.typed ?? '' }
  if (chosen === null) return { picked: '', typed: '' }
  return suggested.includes(chosen)
    ? { picked: String(chosen), typed: '' }
    : { picked: 'other', typed: String(chosen / 100) }
}
