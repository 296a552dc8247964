// @ts-check
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { deserialize, serialize } from 'node:v8'
import { createClient, RESP_TYPES } from '@redis/client'

/*
 * What the web instances keep together, in Valkey or Redis (docs/decisions/shared-cache.md). Each keeps its own memory
 * before it; this is asked for what an instance has not made itself. It is only ever a help: what fails here is a miss.
 * Next loads these files as they are, and once more in each of its bundles: hence JavaScript, the environment read
 * here, and one of everything for the process.
 */

/**
 * @template T
 * @param {string} name
 * @param {() => T} make
 * @returns {T} the one that this process has
 */
export function oneOf(name, make) {
  const key = Symbol.for(`standfirst.${name}`)
  if (!Reflect.has(globalThis, key)) Reflect.set(globalThis, key, make())
  return Reflect.get(globalThis, key)
}

/**
 * What a process dates its own by: the time at its start, and what has passed since. Next does, too. The machine's clock may be
 * put right meanwhile, by minutes after a machine was asleep; what is dated by one and cleared by the other would stand on.
 */
export const ownTime = () => performance.timeOrigin + performance.now()

/** @param {number} own by this process's time @returns the same by the machine's clock, on which processes agree */
export const byTheClock = (own) => own - ownTime() + Date.now()

/** @param {number} wall by the machine's clock @returns the same by this process's time */
export const byOwnTime = (wall) => wall - Date.now() + ownTime()

const url = process.env.CACHE_REDIS_URL
const isBuilding = process.env.NEXT_PHASE === 'phase-production-build'

/** A page of one build names scripts that another does not have. */
const prefix = `standfirst:${buildId()}:`
const changes = 'standfirst:changes'

/** What is made of the database is made anew at least as often as this, in seconds. */
const keptFor = 86_400

/** Milliseconds. */
const connectTimeout = 1_000

const client = url && !isBuilding ? oneOf('shared-cache-client', () => connect(url)) : undefined

/** @param {string} address */
function connect(address) {
  const connection = createClient({
    url: address,
    disableOfflineQueue: true,
    socket: { connectTimeout, reconnectStrategy: (tries) => Math.min(tries * 100, 1_000) },
    commandOptions: { timeout: 500 },
  })
  let told = false
  connection.on('error', (error) => {
    // Once, not at every attempt.
    if (!told) console.error(`The shared cache is out of reach: ${error.message}`)
    told = true
  })
  connection.on('ready', () => {
    if (told) console.error('The shared cache is back.')
    told = false
  })
  connection.connect().catch(() => undefined)
  return connection
}

function buildId() {
  try {
    return readFileSync(join(process.cwd(), '.next', 'BUILD_ID'), 'utf8').trim()
  } catch {
    return 'unbuilt'
  }
}

/**
 * Waits for the connection, at most as long as an attempt takes: an instance that served before it had one would make for
 * its first readers what the others have already.
 */
export async function joinShared() {
  if (!client || client.isReady) return
  await Promise.race([new Promise((resolve) => client.once('ready', resolve)), wait(connectTimeout)])
}

/**
 * @template T
 * @typedef {{ value: T, tags: string[], madeAt: number }} Kept `madeAt`: when its making began, by the machine's clock, in milliseconds
 */

/** Milliseconds that an answer may take; and after one that took longer, for how long nothing is asked. */
const patience = 500
const pause = 2_000
const silence = oneOf('shared-cache-silence', () => ({ until: 0 }))

const isThere = () => client?.isReady === true && performance.now() >= silence.until

/**
 * A server that takes questions and answers none would hold up every page: the client gives up only what it has not sent yet.
 * @template T
 * @param {Promise<T>} question
 * @returns {Promise<T>}
 * @throws when the answer takes too long
 */
async function inTime(question) {
  const answer = await Promise.race([question, wait(patience, silence)])
  if (answer !== silence) return /** @type {T} */ (answer)
  question.catch(() => undefined)
  silence.until = performance.now() + pause
  throw new Error('the shared cache does not answer')
}

/**
 * @param {string} key
 * @returns {Promise<Kept<any> | undefined>} nothing when what it shows has changed since it was made, or when nobody answers
 */
export async function readShared(key) {
  if (!client || !isThere()) return undefined
  try {
    const bytes = await inTime(client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer }).get(prefix + key))
    if (bytes === null) return undefined
    /** @type {Kept<any>} */
    const kept = deserialize(bytes)
    const times = kept.tags.length > 0 ? await inTime(client.zmScore(changes, kept.tags)) : []
    if (times.some((time) => time !== null && time >= kept.madeAt)) return undefined
    // Another machine's clock may be ahead: a change that we hear of from now on is later than this.
    return { ...kept, madeAt: Math.min(kept.madeAt, Date.now()) }
  } catch {
    return undefined
  }
}

/**
 * @param {string} key
 * @param {Kept<unknown>} kept
 * @param {number} expire seconds
 */
export async function writeShared(key, kept, expire) {
  if (!client || !isThere()) return
  const seconds = Math.floor(Math.min(expire, keptFor))
  if (!(seconds > 0)) return
  try {
    await inTime(client.set(prefix + key, serialize(kept), { expiration: { type: 'EX', value: seconds } }))
  } catch {
    // The next instance makes its own.
  }
}

/**
 * Remembers that what these tags name changed now, for instances that are not running.
 * @param {string[]} tags
 * @throws when it cannot be remembered, so that whoever says so says it again
 */
export async function recordChange(tags) {
  if (!client) return
  const now = Date.now()
  // GT: of several instances' clocks the latest counts.
  await inTime(
    client.zAdd(
      changes,
      tags.map((value) => ({ score: now, value })),
      { comparison: 'GT' },
    ),
  )
  await inTime(client.zRemRangeByScore(changes, '-inf', now - 2 * keptFor * 1_000))
}
