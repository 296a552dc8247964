/** What stands where something was taken out. */
const censor = '[redacted]'

/**
 * Fields whose content is somebody's, by name, wherever they stand; of our own rows and of Stripe's objects
 * (https://docs.stripe.com/api/charges/object, …/checkout/sessions/object), which errors bring along.
 */
const personalFields = new Set(
  [
    'email',
    'recipient',
    'name',
    'address',
    'phone',
    'ip',
    'userAgent',
    'token',
    'sessionToken',
    'secret',
    'password',
    'authorization',
    'cookie',
    'set-cookie',
    'stripe-signature',
    'params',
    'parameters',
    'customerEmail',
    'customerName',
    'customerDetails',
    'receiptEmail',
    'billingDetails',
    'shipping',
    'shippingDetails',
    'collectedInformation',
    'customFields',
    'paymentMethodDetails',
    'clientSecret',
    'recipientName',
    'recipientEmail',
    'giverName',
    'individual',
    'line1',
    'line2',
    'postalCode',
    'publicBody',
    'dedication',
  ].map(plainName),
)

/** `customer_email`, `customerEmail` and `Customer-Email` are one. */
function plainName(field: string): string {
  return field.toLowerCase().replaceAll(/[_-]/g, '')
}

/** The words and ciphers by which systems name a fault (ECONNREFUSED, 23505, resource_missing): no code that opens anything. */
const faultCode = /^(?:E[A-Z]{3,}|[A-Z]+(?:_[A-Z0-9]+)+|[0-9A-Z]{5}|[a-z]+(?:_[a-z]+)+)$/

/** Addresses whose last part lets in whoever has it: what comes behind these paths. */
const doors = ['cases', 'contact/confirm', 'statements', 'republish', 'given', 'preview', 'your-data']

/** What is taken out of texts. The order matters: an address of the web may hold all the others. */
const rules: [pattern: RegExp, instead: string][] = [
  // Who signs in where: postgres://user:password@host.
  [/(\b[a-z][a-z0-9+-]{1,20}:\/\/)[^\s/?#"'<>]*@/gi, `$1${censor}@`],
  // PostgreSQL names the values it stumbled over. The names of columns are short: a text full of beginnings is read once.
  [/(Key \([^)]{0,500}\)=)\((?:[^()]|\([^()]*\))*\)/g, `$1(${censor})`],
  [/(Failing row contains )[\s\S]*/g, `$1${censor}`],
  // What an address of the web hands over: a token, a code, who somebody is.
  [
    /([?&;](?:amp;)?(?:token|code|email|mail|recipient|name|key|secret|state|callbackUrl|t|q|gift|mark|signature)=)[^&\s"'<>#]+/gi,
    `$1${censor}`,
  ],
  [new RegExp(`((?<!/desk)/(?:${doors.join('|')})/)[^/\\s"'<>?#]+`, 'g'), `$1${censor}`],
  [/\b((?:bearer|basic|token)\s+)[\w+/=.~-]{8,}/gi, `$1${censor}`],
  [
    /((?:^|[\s;,"'])[\w.-]{0,60}(?:session|csrf|token|secret|password)[\w.-]{0,60}\s{0,3}[=:]\s{0,3})[^\s;,"'<>]+/gi,
    `$1${censor}`,
  ],
  // Secrets by their makers' marks: Stripe's keys, client secrets, webhooks' keys.
  [/\b(?:sk|rk|pk)_(?:live|test)_\w+/g, censor],
  [/\bwhsec_[\w+/=-]+/g, censor],
  [/\b((?:pi|seti|cs|src)_\w+?_secret)_\w+/g, `$1_${censor}`],
  // What we sign: text and mark in base64url; and JSON Web Tokens.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, censor],
  [/(?<![\w-])[\w-]{2,}\.[\w-]{43}(?![\w-])/g, censor],
  // Mail addresses, also in the writing of the web (%40) and with letters of any script. What stands before an address
  // begins at a boundary, so that a long text without any is read once.
  [
    /(?:"[^"]{1,64}"|(?<![\p{L}\p{N}._%+!#$*'-])[\p{L}\p{N}._%+!#$*'-]+)(?:@|%40|＠)(?:[\p{L}\p{N}_-]+\.)+[\p{L}\p{N}-]{2,}/giu,
    '[e-mail]',
  ],
  // And whose it is, as mails write it: Jane Doe <jane@example.org>.
  [/(?:\p{Lu}[\p{L}'.-]{0,40}\s+){1,4}(?=<\[e-mail\]>)/gu, `${censor} `],
]

/** A text without mail addresses, tokens, secrets and the values of failed queries: for what is written down and kept. */
export function scrubbed(text: string): string {
  return rules.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text)
}

/** The same for whatever JSON can say: texts and the names of fields scrubbed, and fields that hold people's data taken out. */
export function scrubbedValue(value: unknown): unknown {
  if (typeof value === 'string') return scrubbed(value)
  if (Array.isArray(value)) return value.map((item) => scrubbedValue(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([field, held]) => [scrubbed(field), fieldValue(field, held)]))
}

function fieldValue(field: string, held: unknown): unknown {
  if (held === null || held === undefined) return held
  const plain = plainName(field)
  if (personalFields.has(plain)) return censor
  if (plain === 'code') return typeof held === 'string' && faultCode.test(held) ? held : censor
  return scrubbedValue(held)
}
