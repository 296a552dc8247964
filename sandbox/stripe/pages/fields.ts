import { html, type Html } from './html.ts'

export type Errors = Readonly<Record<string, string>>
export type Values = Readonly<Record<string, string>>

type FieldOptions = {
  autocomplete: string
  inputmode?: 'numeric' | 'email' | 'text'
  placeholder?: string
  readonly?: boolean
}

/** One labelled field, its error beside it and tied to it. */
export function field(name: string, label: string, values: Values, errors: Errors, options: FieldOptions): Html {
  const error = errors[name]
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      value="${values[name] ?? ''}"
      autocomplete="${options.autocomplete}"
      inputmode="${options.inputmode ?? 'text'}"
      ${options.placeholder && html` placeholder="${options.placeholder}"`}${options.readonly && html` readonly`}${described(name, error)}
    />
    ${message(name, error)}
  </div>`
}

export function countryField(
  name: string,
  label: string,
  values: Values,
  errors: Errors,
  countries: readonly string[],
  autocomplete: string,
): Html {
  const error = errors[name]
  const chosen = values[name] ?? ''
  const options = countries
    .map((code) => ({ code, name: countryNames.of(code) ?? code }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en-GB'))
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}" autocomplete="${autocomplete}" ${described(name, error)}>
      ${options.map((option) => html`<option value="${option.code}" ${option.code === chosen && html` selected`}>${option.name}</option>`)}
    </select>
    ${message(name, error)}
  </div>`
}

/** What stands at the top of a form that was refused: the reason, and a way to each field. */
export function alert(reason: string | null, errors: Errors, labels: Readonly<Record<string, string>>): Html | null {
  const wrong = Object.entries(errors)
  if (reason === null && wrong.length === 0) return null
  return html`<div class="alert" role="alert">
    <p>${reason ?? 'Some details need another look:'}</p>
    ${
      wrong.length > 0 &&
      html`<ul>
        ${wrong.map(([name, text]) => html`<li><a href="#${name}">${labels[name] ?? name}</a>: ${text}</li>`)}
      </ul>`
    }
  </div>`
}

function described(name: string, error: string | undefined): Html | undefined {
  return error === undefined ? undefined : html` aria-invalid="true" aria-describedby="${name}-error"`
}

function message(name: string, error: string | undefined): Html | undefined {
  return error === undefined ? undefined : html`<p class="wrong" id="${name}-error">${error}</p>`
}

const countryNames = new Intl.DisplayNames('en-GB', { type: 'region' })

/** ISO 3166-1. */
export const allCountries: readonly string[] =
  'AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SH SI SK SL SM SN SO SR SS ST SV SX SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW'.split(
    ' ',
  )
