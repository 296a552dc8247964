import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { useAgent as agentFor } from 'request-filtering-agent'
import type { Config } from '#lib/config.ts'
import { longestAnswer } from './model.ts'

export interface Answer {
  status: number | null
  /** Why it failed; null when it did not. */
  problem: string | null
  answer: string
}

const patience = 10_000

/** Whether the configuration lets webhooks go to this host though it is no public one, and without TLS. */
export function isPrivateHost(url: URL, { webhookPrivateHosts }: Pick<Config, 'webhookPrivateHosts'>): boolean {
  return webhookPrivateHosts.includes(url.hostname) || webhookPrivateHosts.includes(url.host)
}

/**
 * Posts JSON to somebody else's address, once. The connection is made to the very address that was checked to be a public
 * one, whatever name servers say a moment later; a redirect is an answer like any other and is not followed.
 * @param headers beside those of JSON
 */
export async function post(
  url: URL,
  body: string,
  headers: Record<string, string>,
  config: Pick<Config, 'webhookPrivateHosts'>,
): Promise<Answer> {
  const isPrivate = isPrivateHost(url, config)
  if (url.protocol !== 'https:' && !isPrivate) return { status: null, problem: 'The address is not https.', answer: '' }
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  const agent = agentFor(url.href, { allowPrivateIPAddress: isPrivate, allowMetaIPAddress: false, keepAlive: false })
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const asked = request(
        url,
        {
          method: 'POST',
          agent,
          signal: AbortSignal.timeout(patience),
          headers: {
            ...headers,
            'content-type': 'application/json; charset=utf-8',
            'content-length': Buffer.byteLength(body),
            'user-agent': 'Standfirst-Webhooks/1',
          },
        },
        (response) => {
          readBeginning(response).then((answer) => resolve(outcomeOf(response.statusCode ?? 0, answer)), reject)
        },
      )
      asked.on('error', reject)
      asked.end(body)
    })
  } catch (reason) {
    return { status: null, problem: inWords(reason), answer: '' }
  } finally {
    agent.destroy()
  }
}

function outcomeOf(status: number, answer: string): Answer {
  const isTaken = status >= 200 && status < 300
  return { status, problem: isTaken ? null : `It answered ${status}.`, answer }
}

/** As much of an answer as is kept; the rest is not waited for. PostgreSQL keeps no zero byte. */
async function readBeginning(response: IncomingMessage): Promise<string> {
  let read = Buffer.alloc(0)
  for await (const chunk of response) {
    if (chunk instanceof Uint8Array) read = Buffer.concat([read, chunk])
    if (read.length >= longestAnswer) break
  }
  response.destroy()
  return read.subarray(0, longestAnswer).toString('utf8').replaceAll('\0', '')
}

function inWords(reason: unknown): string {
  if (!(reason instanceof Error)) return 'There was no answer.'
  if (reason.name === 'AbortError' || reason.name === 'TimeoutError')
    return `There was no answer within ${patience / 1000} seconds.`
  if (reason.message.includes('is not allowed'))
    return 'The address leads into a private network, where nothing is sent.'
  return `There was no answer: ${reason.message}`
}
